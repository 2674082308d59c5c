package health.polaris.telemetry.operations.log;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Tells the request log which operation a request reached, by its path template: no id in it, no unbounded set of values. */
@Provider
public class Route implements DynamicFeature {
    /** Before the rule of the operation, so that a request it refuses is told by its route as well. */
    private static final int FIRST = 1;

    static final String ATTRIBUTE = Route.class.getName();

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        Path resource = operation.getResourceClass().getAnnotation(Path.class);
        Path method = operation.getResourceMethod().getAnnotation(Path.class);
        if (resource != null) {
            String tail = method == null ? "" : "/" + method.value();
            String template = (resource.value() + tail).replaceAll("/+", "/");
            ContainerRequestFilter note = request -> request.setProperty(ATTRIBUTE, template);
            context.register(note, Map.of(ContainerRequestFilter.class, FIRST));
        }
    }
}
