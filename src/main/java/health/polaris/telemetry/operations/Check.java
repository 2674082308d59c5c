package health.polaris.telemetry.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * The outcome of one check of {@code /healthcheck}, in the form and units of the original.
 *
 * @param timestamp when it was made, in seconds since 1970
 * @param responseTime how long it took, in seconds
 */
record Check(String checker, String output, boolean passed, long timestamp, double responseTime) {
    private static final System.Logger LOG = System.getLogger(Check.class.getName());
    private static final String SILENCE = "The database does not answer.";

    /** Makes a check, which says what it found, or fails; a client is told only that it failed, the log why. */
    static Check of(String checker, Callable<String> finding) {
        Instant start = Instant.now();
        try {
            return of(checker, finding.call(), true, start);
        } catch (Exception failure) {
            LOG.log(System.Logger.Level.WARNING, "The check {0} failed: {1}", checker, failure.toString());
            return of(checker, SILENCE, false, start);
        }
    }

    /** A check that got no answer within this time. */
    static Check failed(String checker, Duration time) {
        return of(checker, SILENCE, false, Instant.now().minus(time));
    }

    private static Check of(String checker, String output, boolean passed, Instant start) {
        double took = Duration.between(start, Instant.now()).toNanos() / 1e9;
        return new Check(checker, output, passed, start.getEpochSecond(), took);
    }
}
