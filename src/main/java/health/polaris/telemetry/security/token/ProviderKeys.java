package health.polaris.telemetry.security.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a provider's keys, from the address that is configured, or that the provider itself tells (OpenID Connect
 * Discovery 1.0 section 4). Each call is a fetch; remembering is for those who call.
 */
class ProviderKeys implements JWKSetSource<SecurityContext> {
    private static final System.Logger LOG = System.getLogger(ProviderKeys.class.getName());

    private final ProviderIssuer provider;
    private final ResourceRetriever web;
    private volatile boolean known;

    ProviderKeys(ProviderIssuer provider, ResourceRetriever web) {
        this.provider = provider;
        this.web = web;
    }

    /** Whether the keys have been fetched at least once. */
    boolean known() {
        return known;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long time, SecurityContext context)
            throws KeySourceException {
        try {
            URL address = provider.keys().isPresent() ? provider.keys().get().toURL() : discovered();
            JWKSet keys = JWKSet.parse(web.retrieveResource(address).getContent());
            known = true;
            return keys;
        } catch (IOException away) {
            LOG.log(System.Logger.Level.WARNING, "The keys of {0} cannot be fetched: {1}", provider.name(), away);
            throw new JWKSetRetrievalException("no answer from the provider", away);
        } catch (ParseException strange) {
            LOG.log(System.Logger.Level.WARNING, "The keys of {0} cannot be read: {1}", provider.name(), strange);
            throw new JWKSetParseException("not understood", strange);
        }
    }

    private URL discovered() throws IOException, ParseException {
        String description = provider.name().replaceAll("/+$", "") + "/.well-known/openid-configuration";
        Map<String, Object> told = JSONObjectUtils.parse(
                web.retrieveResource(URI.create(description).toURL()).getContent());
        if (!provider.name().equals(told.get("issuer"))) {
            throw new ParseException("it calls itself " + told.get("issuer"), 0);
        }
        URI keys = Optional.ofNullable(JSONObjectUtils.getURI(told, "jwks_uri"))
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .orElseThrow(() -> new MalformedURLException("it has no jwks_uri on the web"));
        return keys.toURL();
    }

    @Override
    public void close() {
        // nothing is held between two fetches
    }
}
