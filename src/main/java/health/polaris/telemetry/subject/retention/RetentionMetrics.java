package health.polaris.telemetry.subject.retention;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Instant;

/** Metrics of retention. They appear at the start of the node, so that alerts see the first increment. */
final class RetentionMetrics {
    private static final Counter PROCESSED = Counter.builder()
            .name("retention_processed_total")
            .help(
                    "What retention has removed: people, versions of records, access events, and names or addresses of installations")
            .labelNames("what")
            .register();

    private static final Gauge LAST_RUN = Gauge.builder()
            .name("retention_last_run_timestamp_seconds")
            .help(
                    "End of the last complete run of retention; the start of this node if there was none, NaN if retention is off")
            .register();

    private RetentionMetrics() {}

    /** Registers all metrics, as if retention were off. */
    static void register() {
        for (RetentionWork work : RetentionWork.values()) {
            PROCESSED.initLabelValues(work.label());
        }
        LAST_RUN.set(Double.NaN);
    }

    static void processed(RetentionWork work, long number) {
        PROCESSED.labelValues(work.label()).inc(number);
    }

    static void lastRun(Instant end) {
        LAST_RUN.set((double) end.getEpochSecond());
    }
}
