package health.polaris.telemetry.faults;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** What a node holds at a moment, as its own figures say. */
record Sample(double residentMegabytes, double heapMegabytes, double threads, double files, double connections) {
    private static final double MEGABYTE = 1024 * 1024;

    static Sample of(String figures) {
        return new Sample(
                value(figures, "process_resident_memory_bytes ") / MEGABYTE,
                value(figures, "jvm_memory_used_bytes{area=\"heap\"} ") / MEGABYTE,
                value(figures, "jvm_threads_current "),
                value(figures, "process_open_fds "),
                value(figures, "database_connections_in_use "));
    }

    /** The most of each. */
    static Sample most(Collection<Sample> samples) {
        return new Sample(
                most(samples, Sample::residentMegabytes),
                most(samples, Sample::heapMegabytes),
                most(samples, Sample::threads),
                most(samples, Sample::files),
                most(samples, Sample::connections));
    }

    private static double most(Collection<Sample> samples, ToDoubleFunction<Sample> part) {
        return samples.stream()
                .mapToDouble(part)
                .boxed()
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static double value(String figures, String series) {
        return figures.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                "%.0f MB resident, %.0f MB of the heap used, %.0f threads, %.0f files, %.0f connections in use",
                residentMegabytes, heapMegabytes, threads, files, connections);
    }
}
