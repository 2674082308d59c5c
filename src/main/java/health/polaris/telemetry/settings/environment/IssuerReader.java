package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the issuers of tokens. */
class IssuerReader {
    private static final System.Logger LOG = System.getLogger(IssuerReader.class.getName());

    /** RFC 7518 section 3.2: the key must be at least as long as the hash of HS256. */
    private static final int MIN_SECRET_BYTES = 32;

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
        if (!secret.isBlank() && secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            reportShortKey(environment);
        }
        return new PlatformIssuer(name, secret, Optional.empty());
    }

    private void reportShortKey(Environment environment) {
        boolean allowed = variables.flag("ALLOW_SHORT_HS_KEY");
        String shortKey = "HS_KEY is shorter than " + MIN_SECRET_BYTES + " bytes and could be guessed";
        if (environment == Environment.PRODUCTION && !allowed) {
            variables.addError(shortKey + ": use a longer key, or set ALLOW_SHORT_HS_KEY to true.");
        } else {
            LOG.log(System.Logger.Level.WARNING, shortKey + ".");
        }
    }

    Optional<ProviderIssuer> provider(String platform) {
        Optional<String> issuer = variables.text("AUTH0_DOMAIN", "mp.jwt.verify.issuer");
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String name = issuer.get();
        Optional<String> keys = variables.text("AUTH0_JWKS_URL", "mp.jwt.verify.publickey.location");
        if (keys.isEmpty()) {
            variables.address("AUTH0_DOMAIN", name); // the base of the discovery document
        }
        if (name.equals(platform)) {
            variables.addError(
                    "AUTH0_DOMAIN must not be the platform's issuer, which is PROXY_URL followed by a slash: the service"
                            + " could not tell their tokens apart.");
        }
        Optional<String> audiences = variables.text("AUTH0_AUDIENCE", "mp.jwt.verify.audiences");
        if (audiences.isEmpty()) {
            variables.addError("AUTH0_AUDIENCE is missing: set it, because AUTH0_DOMAIN is set.");
        }
        String metadataClaim = variables.text("AUTH0_METADATA").orElse("metadata");
        Duration keyLifetime = variables.seconds("JWKS_CACHE_SECONDS", 2, 86_400, 300);
        Duration minFetchInterval = variables.seconds("MIN_JWKS_INTERVAL_SECONDS", 1, 3_600, 30);
        if (minFetchInterval.compareTo(keyLifetime) >= 0) {
            variables.addError("MIN_JWKS_INTERVAL_SECONDS must be less than JWKS_CACHE_SECONDS.");
        }
        return Optional.of(new ProviderIssuer(
                name,
                split(audiences.orElse("")),
                keys.flatMap(text -> variables.address("AUTH0_JWKS_URL", text)),
                metadataClaim,
                variables.text("AUTH0_SCOPE_KEY").orElseGet(() -> siblingScopeClaim(metadataClaim)),
                keyLifetime,
                minFetchInterval));
    }

    private static Set<String> split(String audiences) {
        return Arrays.stream(audiences.split(",", -1))
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** Replaces the last path segment of the metadata claim, as the original service does. */
    private static String siblingScopeClaim(String metadataClaim) {
        return metadataClaim.substring(0, metadataClaim.lastIndexOf('/') + 1) + "scope";
    }
}
