package health.polaris.telemetry.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many days data are kept. Without a number of days, they are kept for ever.
 *
 * @param inactiveDays days without any write after which a person is removed
 * @param mode how people are removed
 * @param historyDays days for which superseded versions are kept
 * @param identifyingDays days for which the display name or address of a superseded installation is kept
 * @param accessDays days for which access events are kept
 * @param hour the hour of the nightly run, in UTC
 */
public record Retention(
        Optional<Integer> inactiveDays,
        Mode mode,
        Optional<Integer> historyDays,
        Optional<Integer> identifyingDays,
        Optional<Integer> accessDays,
        int hour) {
    /** How people are removed. */
    public enum Mode {
        ERASE,
        ANONYMISE;

        /** The value in the database and in responses. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether anything is removed. */
    public boolean isOn() {
        return days().findAny().isPresent();
    }

    /** The settings that decide what is removed, as environment variables. */
    public String effect() {
        return days().collect(Collectors.joining(" "));
    }

    private Stream<String> days() {
        return Stream.of(
                        inactiveDays.map(days -> "RETENTION_INACTIVE_DAYS=" + days + " RETENTION_MODE=" + mode.label()),
                        historyDays.map(days -> "RETENTION_HISTORY_DAYS=" + days),
                        identifyingDays.map(days -> "RETENTION_IDENTIFYING_DAYS=" + days),
                        accessDays.map(days -> "RETENTION_ACCESS_DAYS=" + days))
                .flatMap(Optional::stream);
    }
}
