package health.polaris.telemetry.audit;

import java.util.Locale;

/** What a caller did. */
public enum Action {
    /** Read records of one person. */
    READ,
    /** Read records or figures of many people. */
    SEARCH,
    EXPORT,
    /** Wrote a record. Recorded only if it was denied: {@code created_by} and {@code modified_by} identify other writers. */
    WRITE,
    /** Read earlier versions of records. */
    HISTORY,
    ERASE,
    HOLD,
    RELEASE,
    RETENTION,
    DROP_DATA,
    /** Read access events. */
    AUDIT;

    /** The value in the database, in responses and in the metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
