package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.settings.Retention;
import java.util.Locale;
import java.util.Optional;

/** What a run removes, in this order. People are last, so that the other numbers include what is theirs, as in the preview. */
enum RetentionWork {
    /** Superseded versions of records. */
    VERSIONS,
    /** Display names and addresses of superseded installations, which are blanked. */
    INSTALLATIONS,
    ACCESS_EVENTS,
    /** People without any write. */
    PEOPLE;

    /** The days after which it is removed; empty if it never is. */
    Optional<Integer> days(Retention settings) {
        return switch (this) {
            case VERSIONS -> settings.historyDays();
            case INSTALLATIONS -> settings.identifyingDays();
            case ACCESS_EVENTS -> settings.accessDays();
            case PEOPLE -> settings.inactiveDays();
        };
    }

    /** The column of {@code retention_run}, and the label of the metric. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
