package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Builds responses with figures. Only two are built at a time, because a figure in memory takes several times the size
 * of its JSON.
 */
@ApplicationScoped
public class FigureWriter {
    private final Semaphore free = new Semaphore(2, true);

    public Response response(Supplier<Figure<?>> figure) {
        free.acquireUninterruptibly();
        try {
            return Response.ok(Json.MAPPER.writeValueAsBytes(figure.get()), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } finally {
            free.release();
        }
    }
}
