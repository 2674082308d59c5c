package health.polaris.telemetry.operations;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/** Metrics of the JVM and of the build. */
@ApplicationScoped
class CommonMetrics {
    void register(@Observes @Initialized(ApplicationScoped.class) Object start) throws IOException {
        registerJvm();
        Build build = Build.ofThisWar();
        Info.builder()
                .name("build_info")
                .help("The build of the running service")
                .labelNames("circle", "hash")
                .register()
                .setLabelValues(build.number(), build.hash());
    }

    /**
     * Registers all metrics of {@code JvmMetrics} except {@code JvmMemoryPoolAllocationMetrics}: its listener would
     * keep the classes of the application in memory after an undeployment.
     */
    private static void registerJvm() {
        JvmThreadsMetrics.builder().register();
        JvmBufferPoolMetrics.builder().register();
        JvmClassLoadingMetrics.builder().register();
        JvmCompilationMetrics.builder().register();
        JvmGarbageCollectorMetrics.builder().register();
        JvmMemoryMetrics.builder().register();
        JvmNativeMemoryMetrics.builder().register();
        JvmRuntimeInfoMetric.builder().register();
        ProcessMetrics.builder().register();
    }
}
