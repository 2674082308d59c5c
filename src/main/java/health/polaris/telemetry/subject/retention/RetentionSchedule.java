package health.polaris.telemetry.subject.retention;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Decides when a run starts: once a day, at the hour (UTC). A run that was missed or interrupted is made up for at any time, but
 * only if the settings are those of the last run: with new settings there must be time to read the preview.
 *
 * @param settings the settings that decide what is removed
 */
record RetentionSchedule(int hour, String settings) {
    /** The last day whose hour has begun. */
    LocalDate day(OffsetDateTime now) {
        return now.getHour() < hour ? now.toLocalDate().minusDays(1) : now.toLocalDate();
    }

    /** Whether a run should start or continue now. */
    boolean isDue(OffsetDateTime now, Optional<RetentionRun> last) {
        if (last.filter(run -> run.isComplete() && !run.day().isBefore(day(now)))
                .isPresent()) {
            return false;
        }
        return now.getHour() == hour
                || last.filter(run -> run.settings().equals(settings)).isPresent();
    }

    /** The time of the next run; now if one is due. */
    OffsetDateTime next(OffsetDateTime now, Optional<RetentionRun> last) {
        return isDue(now, last) ? now : day(now).plusDays(1).atTime(hour, 0).atOffset(now.getOffset());
    }
}
