package health.polaris.telemetry.search;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A date that a client with a correct clock and calendar can send: at most a day in the future. */
final class PlausibleDate {
    private static final Duration AHEAD = Duration.ofHours(24);

    /** The last plausible date, in SQL. */
    static final String LAST = "(now() at time zone 'UTC' + interval '" + AHEAD.toHours() + " hours')";

    private PlausibleDate() {}

    static boolean isPlausible(OffsetDateTime date) {
        return !date.isAfter(OffsetDateTime.now(ZoneOffset.UTC).plus(AHEAD));
    }
}
