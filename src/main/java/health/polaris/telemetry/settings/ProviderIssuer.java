package health.polaris.telemetry.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect provider, which issues the tokens of clinicians.
 *
 * @param name its issuer in tokens, which is its address
 * @param audiences the names of this service in the order of the setting; a token must have one as its audience
 * @param keys address of its keys (JWKS); if empty, it is discovered
 * @param metadataClaim the claim with the caller's ids
 * @param scopeClaim the claim with the caller's scopes
 * @param keyLifetime lifetime of the cached keys
 * @param minFetchInterval interval in which the keys are fetched at most twice
 */
public record ProviderIssuer(
        String name,
        Set<String> audiences,
        Optional<URI> keys,
        String metadataClaim,
        String scopeClaim,
        Duration keyLifetime,
        Duration minFetchInterval) {}
