package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.settings.Retention;
import java.time.OffsetDateTime;

/**
 * What the next run would remove, and what the last one has removed.
 *
 * @param nextRun null if retention is off
 * @param lastRun null if there was none
 */
public record RetentionPreview(Days settings, NextRun nextRun, RetentionRun lastRun) {
    /**
     * The settings. Days are null if nothing is removed.
     *
     * @param mode {@code erase} or {@code anonymise}
     */
    public record Days(
            Integer inactiveDays,
            String mode,
            Integer historyDays,
            Integer identifyingDays,
            Integer accessDays,
            int hour) {
        static Days of(Retention settings) {
            return new Days(
                    settings.inactiveDays().orElse(null),
                    settings.mode().label(),
                    settings.historyDays().orElse(null),
                    settings.identifyingDays().orElse(null),
                    settings.accessDays().orElse(null),
                    settings.hour());
        }
    }

    /**
     * The next run, if nobody writes until then. Numbers are null if their setting is off.
     *
     * @param time when it starts; the current time if it is due
     */
    public record NextRun(OffsetDateTime time, Long people, Long versions, Long installations, Long accessEvents) {}
}
