package health.polaris.telemetry.subject.retention;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * A row of {@code retention_run}.
 *
 * @param day the day for which it ran
 * @param ended null if the run continues or was interrupted
 * @param settings the settings of the run, see {@link health.polaris.telemetry.settings.Retention#effect()}
 * @param people people who were removed
 * @param versions versions of records that were removed
 * @param installations installations whose display name or address was blanked
 * @param accessEvents access events that were removed
 */
public record RetentionRun(
        LocalDate day,
        OffsetDateTime started,
        OffsetDateTime ended,
        String settings,
        long people,
        long versions,
        long installations,
        long accessEvents) {
    boolean isComplete() {
        return ended != null;
    }

    long total() {
        return people + versions + installations + accessEvents;
    }
}
