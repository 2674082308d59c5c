package health.polaris.telemetry;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST application. Its resources are at the root of the server, as in the original service. */
@ApplicationPath("/")
public class TelemetryApplication extends Application {
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // otherwise Jersey answers OPTIONS with a WADL document
                "jersey.config.server.wadl.disableWadl",
                true,
                // a redirect stays relative, so it is correct behind a proxy with another scheme, host or prefix
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true);
    }
}
