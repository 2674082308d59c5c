package health.polaris.telemetry.audit;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.paging.Position;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/**
 * An access event in responses.
 *
 * @param records the number of records in the response; null for an export that has not ended or was killed
 */
public record AccessEventView(
        String id,
        OffsetDateTime time,
        String requestId,
        String action,
        String caller,
        String subject,
        String issuer,
        String client,
        String personKind,
        String personId,
        String question,
        Long records,
        String outcome) {
    /** The keys in JSON, in order. */
    public static List<String> keys() {
        return Arrays.stream(AccessEventView.class.getRecordComponents())
                .map(component -> Json.name(component.getName()))
                .toList();
    }

    /** The position in a list, by time. */
    public Position position() {
        return Position.of(time, id);
    }
}
