package health.polaris.telemetry.operations;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/** Metrics of the JVM and of the build. */
@ApplicationScoped
class CommonMetrics {
    void register(@Observes @Initialized(ApplicationScoped.class) Object start) throws IOException {
        JvmMetrics.builder().register();
        Build build = Build.ofThisWar();
        Info.builder()
                .name("build_info")
                .help("The build of the running service")
                .labelNames("circle", "hash")
                .register()
                .setLabelValues(build.number(), build.hash());
    }
}
