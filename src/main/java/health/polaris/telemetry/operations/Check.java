package health.polaris.telemetry.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * Result of one check of {@code /healthcheck}, in the format of the original service.
 *
 * @param output a sentence for operators
 * @param timestamp the start, in seconds since 1970
 * @param responseTime the duration, in seconds
 */
record Check(String checker, String output, boolean passed, long timestamp, double responseTime) {
    private static final System.Logger LOG = System.getLogger(Check.class.getName());
    private static final String NO_RESPONSE = "The database does not answer.";

    /**
     * Runs a check. The reason of a failure is logged, and not returned to the client.
     *
     * @param check returns the output
     */
    static Check of(String checker, Callable<String> check) {
        Instant start = Instant.now();
        try {
            return of(checker, check.call(), true, start);
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.WARNING, "The check {0} failed: {1}", checker, failed.toString());
            return of(checker, NO_RESPONSE, false, start);
        }
    }

    /** Returns a failed check that got no response within the time-out. */
    static Check timedOut(String checker, Duration timeout) {
        return of(checker, NO_RESPONSE, false, Instant.now().minus(timeout));
    }

    private static Check of(String checker, String output, boolean passed, Instant start) {
        double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
        return new Check(checker, output, passed, start.getEpochSecond(), seconds);
    }
}
