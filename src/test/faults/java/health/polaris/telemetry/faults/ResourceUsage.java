package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.MetricsText;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Resource usage of a node at a moment, from its metrics. */
record ResourceUsage(double residentMegabytes, double heapMegabytes, double threads, double files, double connections) {
    private static final double MEGABYTE = 1024 * 1024;

    static ResourceUsage of(MetricsText metrics) {
        return new ResourceUsage(
                metrics.find("process_resident_memory_bytes").orElseThrow() / MEGABYTE,
                metrics.find("jvm_memory_used_bytes{area=\"heap\"}").orElseThrow() / MEGABYTE,
                metrics.find("jvm_threads_current").orElseThrow(),
                metrics.find("process_open_fds").orElseThrow(),
                metrics.find("database_connections_in_use").orElseThrow());
    }

    /** The maximum of each value. */
    static ResourceUsage max(Collection<ResourceUsage> samples) {
        return new ResourceUsage(
                max(samples, ResourceUsage::residentMegabytes),
                max(samples, ResourceUsage::heapMegabytes),
                max(samples, ResourceUsage::threads),
                max(samples, ResourceUsage::files),
                max(samples, ResourceUsage::connections));
    }

    private static double max(Collection<ResourceUsage> samples, ToDoubleFunction<ResourceUsage> part) {
        return samples.stream().mapToDouble(part).max().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                "%.0f MB resident, %.0f MB of the heap used, %.0f threads, %.0f files, %.0f connections in use",
                residentMegabytes, heapMegabytes, threads, files, connections);
    }
}
