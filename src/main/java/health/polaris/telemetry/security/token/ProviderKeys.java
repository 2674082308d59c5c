package health.polaris.telemetry.security.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a provider's keys from the configured address, or from the one that the provider publishes (OpenID Connect
 * Discovery 1.0 section 4). It does not cache them.
 */
class ProviderKeys implements JWKSetSource<SecurityContext> {
    private static final System.Logger LOG = System.getLogger(ProviderKeys.class.getName());

    private final ProviderIssuer provider;
    private final ResourceRetriever http;
    private volatile boolean fetched;

    ProviderKeys(ProviderIssuer provider, ResourceRetriever http) {
        this.provider = provider;
        this.http = http;
    }

    boolean haveBeenFetched() {
        return fetched;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long time, SecurityContext context)
            throws KeySourceException {
        try {
            URL address = provider.keys().isPresent() ? provider.keys().get().toURL() : discoveredAddress();
            JWKSet keys = parse(http.retrieveResource(address).getContent());
            fetched = true;
            return keys;
        } catch (IOException unreachable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The keys of {0} cannot be fetched: {1}",
                    provider.name(),
                    unreachable);
            throw new JWKSetRetrievalException("no answer from the provider", unreachable);
        } catch (ParseException malformed) {
            LOG.log(System.Logger.Level.WARNING, "The keys of {0} cannot be read: {1}", provider.name(), malformed);
            throw new JWKSetParseException("malformed answer from the provider", malformed);
        }
    }

    /** Ignores keys that cannot be read (RFC 7517 section 5), unless there are no others. */
    private JWKSet parse(String content) throws ParseException {
        List<Object> all = JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(content), "keys");
        if (all == null) {
            throw new ParseException("it has no list of keys", 0);
        }
        List<JWK> keys = new ArrayList<>();
        for (Object json : all) {
            try {
                keys.add(key(json));
            } catch (ParseException | RuntimeException unreadable) {
                // the library throws undeclared exceptions for inconsistent keys
                LOG.log(System.Logger.Level.WARNING, "A key of {0} is ignored: {1}", provider.name(), unreadable);
            }
        }
        if (keys.isEmpty() && !all.isEmpty()) {
            throw new ParseException("none of its keys can be read", 0);
        }
        return new JWKSet(keys);
    }

    @SuppressWarnings("unchecked") // JSON names are strings
    private static JWK key(Object json) throws ParseException {
        return JWK.parse((Map<String, Object>) json);
    }

    private URL discoveredAddress() throws IOException, ParseException {
        Map<String, Object> metadata = new ProviderMetadata(provider, http).fetch();
        URI keys = Optional.ofNullable(JSONObjectUtils.getURI(metadata, "jwks_uri"))
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .orElseThrow(() -> new MalformedURLException("the discovery document has no HTTP address in jwks_uri"));
        return keys.toURL();
    }

    @Override
    public void close() {
        // holds no resources
    }
}
