package health.polaris.telemetry.security.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/** Fetches the description that a provider publishes of itself (OpenID Connect Discovery 1.0 section 4). It does not cache it. */
class ProviderMetadata {
    private final ProviderIssuer provider;
    private final ResourceRetriever http;

    ProviderMetadata(ProviderIssuer provider, ResourceRetriever http) {
        this.provider = provider;
        this.http = http;
    }

    /**
     * Fetches the description.
     *
     * @throws ParseException if it is malformed, or describes another issuer
     */
    Map<String, Object> fetch() throws IOException, ParseException {
        String description = provider.name().replaceAll("/+$", "") + "/.well-known/openid-configuration";
        Map<String, Object> metadata = JSONObjectUtils.parse(
                http.retrieveResource(URI.create(description).toURL()).getContent());
        if (!provider.name().equals(metadata.get("issuer"))) {
            throw new ParseException("the issuer of the discovery document is " + metadata.get("issuer"), 0);
        }
        return metadata;
    }
}
