package health.polaris.telemetry;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** All resources, at the root of the server as the original's. */
@ApplicationPath("/")
public class TelemetryApplication extends Application {
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // otherwise Jersey answers OPTIONS with a WADL document
                "jersey.config.server.wadl.disableWadl",
                true,
                // a redirect stays relative, and so right behind a proxy with another scheme, host or prefix
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true);
    }
}
