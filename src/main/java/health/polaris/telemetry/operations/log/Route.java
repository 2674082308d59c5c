package health.polaris.telemetry.operations.log;

import health.polaris.telemetry.http.PathTemplate;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Provides the request log with the path template of the operation. */
@Provider
public class Route implements DynamicFeature {
    /** Before the access rule, so that denied requests have a route too. */
    private static final int FIRST = 1;

    static final String ATTRIBUTE = Route.class.getName();

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        if (operation.getResourceClass().isAnnotationPresent(Path.class)) {
            String template = PathTemplate.of(operation);
            ContainerRequestFilter filter = request -> request.setProperty(ATTRIBUTE, template);
            context.register(filter, Map.of(ContainerRequestFilter.class, FIRST));
        }
    }
}
