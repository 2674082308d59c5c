package health.polaris.telemetry.apidoc;

import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI document and Swagger UI, outside production. */
@ApplicationScoped
@PermitAll
@Path("/")
public class OpenApiResource {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "png", "image/png",
            "json", "application/json",
            "yaml", "application/yaml");
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    @Inject
    Settings settings;

    @GET
    @Path("openapi.{format:json|yaml}")
    public Response document(@PathParam("format") String format) throws IOException {
        return file("/openapi." + format, format);
    }

    /** Relative links of the page need the trailing slash; a relative redirect works behind any proxy. */
    @GET
    @Path("ui")
    public Response page(@Context UriInfo address) throws IOException {
        boolean slash = address.getRequestUri().getPath().endsWith("/");
        return !slash && !settings.production()
                ? Response.status(Response.Status.FOUND)
                        .header("Location", "ui/")
                        .build()
                : file("/ui/index.html", "html");
    }

    @GET
    @Path("ui/{file:[a-z0-9-]+(\\.[a-z0-9]+)+}")
    public Response asset(@PathParam("file") String name) throws IOException {
        return file("/ui/" + name, name.substring(name.lastIndexOf('.') + 1));
    }

    private Response file(String path, String extension) throws IOException {
        if (settings.production() || !TYPES.containsKey(extension)) {
            throw new NotFoundException();
        }
        try (InputStream file = Optional.ofNullable(OpenApiResource.class.getResourceAsStream(path))
                .orElseThrow(NotFoundException::new)) {
            return Response.ok(file.readAllBytes(), TYPES.get(extension))
                    .header("Content-Security-Policy", POLICY)
                    .build();
        }
    }
}
