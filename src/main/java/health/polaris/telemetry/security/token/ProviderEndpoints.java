package health.polaris.telemetry.security.token;

import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The description of the provider, cached as long as its keys. A failure is cached for a shorter time, so that the provider is not flooded. */
@ApplicationScoped
public class ProviderEndpoints {
    private static final System.Logger LOG = System.getLogger(ProviderEndpoints.class.getName());

    @Inject
    Settings settings;

    private Optional<Map<String, Object>> description = Optional.empty();
    private Instant expiry = Instant.MIN;

    /** The description; empty if there is no provider, or if it cannot be fetched. */
    public synchronized Optional<Map<String, Object>> description() {
        if (settings.provider().isPresent() && Instant.now().isAfter(expiry)) {
            ProviderIssuer provider = settings.provider().get();
            description = fetch(provider);
            Duration lifetime = description.isPresent() ? provider.keyLifetime() : provider.minFetchInterval();
            expiry = Instant.now().plus(lifetime);
        }
        return description;
    }

    private static Optional<Map<String, Object>> fetch(ProviderIssuer provider) {
        try {
            return Optional.of(new ProviderMetadata(provider, new JwksHttpClient()).fetch());
        } catch (IOException | ParseException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The description of {0} cannot be read: {1}",
                    provider.name(),
                    failed.toString());
            return Optional.empty();
        }
    }
}
