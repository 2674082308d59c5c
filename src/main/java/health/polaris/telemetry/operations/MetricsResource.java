package health.polaris.telemetry.operations;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Metrics in the Prometheus text format. The Prometheus library produces them, because the servers' own metrics have
 * different names.
 */
@ApplicationScoped
@PermitAll
@Path("/metrics")
public class MetricsResource {
    private static final PrometheusTextFormatWriter FORMAT = PrometheusTextFormatWriter.create();

    @GET
    public Response metrics() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        FORMAT.write(text, PrometheusRegistry.defaultRegistry.scrape());
        return Response.ok(text.toByteArray(), FORMAT.getContentType()).build();
    }
}
