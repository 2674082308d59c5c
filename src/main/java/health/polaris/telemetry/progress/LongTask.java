package health.polaris.telemetry.progress;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Work that may take long, such as a migration. While it runs, its progress is logged every few seconds, and shown in metrics and
 * in readiness. A task that ends within the first interval logs nothing.
 */
public final class LongTask implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LongTask.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The running or last task of each name. */
    private static final Map<String, LongTask> LATEST = new ConcurrentHashMap<>();

    static {
        gauge("long_task_running", "Whether the task is running", task -> task.isRunning() ? 1 : 0);
        gauge(
                "long_task_seconds",
                "Duration of the running or last task",
                task -> task.duration().toMillis() / 1000.0);
        gauge("long_task_done_ratio", "Completed share of the running task, NaN if unknown", LongTask::ratio);
    }

    private final String description;
    private final Supplier<Progress> source;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private final Thread reporter;
    private volatile Progress progress = Progress.UNKNOWN;
    private volatile long end;

    private LongTask(String name, String description, Supplier<Progress> source) {
        this.description = description;
        this.source = source;
        this.reporter = new Thread(this::report, "progress of " + name);
        reporter.setDaemon(true);
    }

    /**
     * Starts to report.
     *
     * @param name the label of the metrics
     * @param description what the log and readiness call the task, without a full stop
     * @param progress returns the current progress; called on another thread
     */
    public static LongTask start(String name, String description, Supplier<Progress> progress) {
        LongTask task = new LongTask(name, description, progress);
        LATEST.put(name, task);
        task.reporter.start();
        return task;
    }

    /** The running tasks with their progress; empty if there are none. */
    public static String running() {
        return LATEST.values().stream()
                .filter(LongTask::isRunning)
                .map(LongTask::toString)
                .collect(Collectors.joining(" "));
    }

    /** Ends the task, whether it has succeeded or failed. */
    @Override
    public void close() {
        end = System.nanoTime();
        ended.countDown();
    }

    /** A sentence: the description, the duration and the step. */
    @Override
    public String toString() {
        String step = progress.step().isEmpty() ? "" : ": " + progress.step();
        return description + ", for " + duration().toSeconds() + " s" + step + ".";
    }

    private void report() {
        try {
            while (!ended.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                progress = source.get();
                LOG.log(System.Logger.Level.INFO, toString());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning() {
        return ended.getCount() > 0;
    }

    private double ratio() {
        return isRunning() ? progress.ratio() : Double.NaN;
    }

    private Duration duration() {
        return Duration.ofNanos((isRunning() ? System.nanoTime() : end) - start);
    }

    private static void gauge(String name, String help, ToDoubleFunction<LongTask> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("task")
                .callback(gauge -> LATEST.forEach((task, latest) -> gauge.call(value.applyAsDouble(latest), task)))
                .register();
    }
}
