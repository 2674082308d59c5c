package health.polaris.telemetry.entity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.http.json.Json;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A record as it is answered: its own fields, its owner, and who made and changed it when. */
public record RecordView<F>(
        @JsonUnwrapped F fields,
        @JsonAnyGetter Map<String, String> owner,
        String uuid,
        OffsetDateTime created,
        String createdBy,
        OffsetDateTime modified,
        String modifiedBy) {
    /** The keys that records of all kinds have, as they are answered. */
    public static final List<String> AUDIT = List.of("uuid", "created", "created_by", "modified", "modified_by");

    /** The keys of these fields, as they are answered. */
    public static Stream<String> fieldNames(Class<? extends Record> fields) {
        return Arrays.stream(fields.getRecordComponents()).map(field -> Json.name(field.getName()));
    }
}
