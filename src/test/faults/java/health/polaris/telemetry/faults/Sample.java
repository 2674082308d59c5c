package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Figures;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Resource usage of a node at a moment, from its metrics. */
record Sample(double residentMegabytes, double heapMegabytes, double threads, double files, double connections) {
    private static final double MEGABYTE = 1024 * 1024;

    static Sample of(Figures figures) {
        return new Sample(
                figures.find("process_resident_memory_bytes").orElseThrow() / MEGABYTE,
                figures.find("jvm_memory_used_bytes{area=\"heap\"}").orElseThrow() / MEGABYTE,
                figures.find("jvm_threads_current").orElseThrow(),
                figures.find("process_open_fds").orElseThrow(),
                figures.find("database_connections_in_use").orElseThrow());
    }

    /** The maximum of each figure. */
    static Sample most(Collection<Sample> samples) {
        return new Sample(
                most(samples, Sample::residentMegabytes),
                most(samples, Sample::heapMegabytes),
                most(samples, Sample::threads),
                most(samples, Sample::files),
                most(samples, Sample::connections));
    }

    private static double most(Collection<Sample> samples, ToDoubleFunction<Sample> part) {
        return samples.stream().mapToDouble(part).max().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                "%.0f MB resident, %.0f MB of the heap used, %.0f threads, %.0f files, %.0f connections in use",
                residentMegabytes, heapMegabytes, threads, files, connections);
    }
}
