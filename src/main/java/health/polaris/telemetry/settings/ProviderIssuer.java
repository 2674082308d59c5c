package health.polaris.telemetry.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect provider, at which clinicians sign in.
 *
 * @param name its issuer in tokens, which is its address
 * @param audiences the names of this service, of which a token must have one as its audience, in the order of the setting
 * @param keys where it publishes its keys (JWKS); when empty, its own description says where
 * @param metadataClaim the claim with the caller's ids
 * @param scopeClaim the claim with the caller's scopes
 * @param keyLifetime how long its keys are used before they are fetched again
 * @param betweenFetches the least time between two fetches of its keys
 */
public record ProviderIssuer(
        String name,
        Set<String> audiences,
        Optional<URI> keys,
        String metadataClaim,
        String scopeClaim,
        Duration keyLifetime,
        Duration betweenFetches) {}
