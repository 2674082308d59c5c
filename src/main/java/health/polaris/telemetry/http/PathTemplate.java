package health.polaris.telemetry.http;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The path template of an operation, which contains no ids and has few values. */
public final class PathTemplate {
    private PathTemplate() {}

    /** Joins the paths of the class, which must have one, and of the method. */
    public static String of(ResourceInfo operation) {
        return Stream.of(operation.getResourceClass(), operation.getResourceMethod())
                .map(element -> element.getAnnotation(Path.class))
                .filter(path -> path != null)
                .map(Path::value)
                .collect(Collectors.joining("/"))
                .replaceAll("/+", "/");
    }
}
