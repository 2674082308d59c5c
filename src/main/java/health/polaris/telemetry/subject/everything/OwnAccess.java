package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.audit.AccessEventView;
import java.time.OffsetDateTime;

/**
 * An access event in the answer to the person, without what could name staff: caller and token, request id and filters.
 *
 * @param question the template of the path
 */
record OwnAccess(String id, OffsetDateTime time, String action, String question, Long records, String outcome) {
    static OwnAccess of(AccessEventView event) {
        return new OwnAccess(
                event.id(),
                event.time(),
                event.action(),
                event.question().replaceFirst("(?s)\\?.*", ""),
                event.records(),
                event.outcome());
    }
}
