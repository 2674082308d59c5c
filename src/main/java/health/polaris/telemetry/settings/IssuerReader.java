package health.polaris.telemetry.settings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads who may issue tokens. */
class IssuerReader {
    private static final System.Logger LOG = System.getLogger(IssuerReader.class.getName());

    /** RFC 7518 section 3.2: a key as long as the hash at least; that of HS256 has 32 bytes. */
    private static final int FEWEST_BYTES = 32;

    private final Variables variables;

    IssuerReader(Variables variables) {
        this.variables = variables;
    }

    PlatformIssuer platform(Environment environment) {
        String name = variables.required("PROXY_URL") + "/";
        Optional<String> publicKey = variables.text("PLATFORM_PUBLIC_KEY");
        if (publicKey.isPresent()) {
            return new PlatformIssuer(name, "", publicKey);
        }
        String secret = variables.required("HS_KEY");
        if (!secret.isBlank() && secret.getBytes(StandardCharsets.UTF_8).length < FEWEST_BYTES) {
            tellShortKey(environment);
        }
        return new PlatformIssuer(name, secret, Optional.empty());
    }

    private void tellShortKey(Environment environment) {
        boolean allowed = variables.flag("ALLOW_SHORT_HS_KEY");
        String shortKey = "HS_KEY is shorter than " + FEWEST_BYTES + " bytes, so that it might be guessed";
        if (environment == Environment.PRODUCTION && !allowed) {
            variables.fault(shortKey + ": take a longer one, or set ALLOW_SHORT_HS_KEY to true.");
        } else {
            LOG.log(System.Logger.Level.WARNING, shortKey + ".");
        }
    }

    /** Empty when no provider is configured. */
    Optional<ProviderIssuer> provider(String platform) {
        Optional<String> named = variables.text("AUTH0_DOMAIN", "mp.jwt.verify.issuer");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String name = named.get();
        Optional<String> keys = variables.text("AUTH0_JWKS_URL", "mp.jwt.verify.publickey.location");
        if (keys.isEmpty()) {
            variables.address("AUTH0_DOMAIN", name); // where its description is
        }
        if (name.equals(platform)) {
            variables.fault(
                    "AUTH0_DOMAIN is the platform itself: a token must tell by its issuer whose keys it needs.");
        }
        Optional<String> audiences = variables.text("AUTH0_AUDIENCE", "mp.jwt.verify.audiences");
        if (audiences.isEmpty()) {
            variables.fault("AUTH0_AUDIENCE is missing: set it, because AUTH0_DOMAIN is set.");
        }
        String metadataClaim = variables.text("AUTH0_METADATA").orElse("metadata");
        Duration keyLifetime = variables.seconds("JWKS_CACHE_SECONDS", 2, 86_400, 300);
        Duration betweenFetches = variables.seconds("MIN_JWKS_INTERVAL_SECONDS", 1, 3_600, 30);
        if (betweenFetches.compareTo(keyLifetime) >= 0) {
            variables.fault("MIN_JWKS_INTERVAL_SECONDS must be less than JWKS_CACHE_SECONDS.");
        }
        return Optional.of(new ProviderIssuer(
                name,
                split(audiences.orElse("")),
                keys.flatMap(text -> variables.address("AUTH0_JWKS_URL", text)),
                metadataClaim,
                variables.text("AUTH0_SCOPE_KEY").orElseGet(() -> scopeBeside(metadataClaim)),
                keyLifetime,
                betweenFetches));
    }

    private static Set<String> split(String audiences) {
        return Arrays.stream(audiences.split(",", -1))
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** The same name, with its last path segment replaced; as in the original. */
    private static String scopeBeside(String metadataClaim) {
        return metadataClaim.substring(0, metadataClaim.lastIndexOf('/') + 1) + "scope";
    }
}
