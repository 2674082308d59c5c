package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the issuers of tokens. */
class IssuerReader {
    private static final System.Logger LOG = System.getLogger(IssuerReader.class.getName());

    /** RFC 7518 section 3.2: the key must be at least as long as the hash of HS256. */
    private static final int MIN_SECRET_BYTES = 32;

    /** A random key of that length has more different characters in every usual alphabet. */
    private static final int MIN_SECRET_CHARACTERS = 5;

    /** An address of another machine, without TLS. */
    private static final Pattern WITHOUT_TLS =
            Pattern.compile("http://(?!(localhost|127\\.0\\.0\\.1|\\[::1])([:/]|$))");

    private final Variables variables;

    IssuerReader(Variables variables) {
        this.variables = variables;
    }

    PlatformIssuer platform(Environment environment) {
        String address = variables.required("PROXY_URL").strip();
        if (!address.isEmpty() && !Variables.isAddress(address)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "PROXY_URL is not an address such as https://platform.example.org. Tokens of the platform must have the"
                            + " issuer {0}/.",
                    address);
        }
        String name = address + "/";
        Optional<String> publicKey = variables.text("PLATFORM_PUBLIC_KEY");
        if (publicKey.isPresent()) {
            return new PlatformIssuer(name, List.of(), publicKey);
        }
        String secret = variables.requiredSecret("HS_KEY");
        requireStrength(environment, "HS_KEY", secret);
        Optional<String> previous = variables.secret("HS_KEY_PREVIOUS");
        previous.ifPresent(key -> requireStrength(environment, "HS_KEY_PREVIOUS", key));
        if (previous.filter(secret::equals).isPresent()) {
            variables.addError("HS_KEY_PREVIOUS must differ from HS_KEY: unset it after the change of keys.");
        }
        return new PlatformIssuer(
                name, Stream.concat(Stream.of(secret), previous.stream()).toList(), Optional.empty());
    }

    private void requireStrength(Environment environment, String name, String secret) {
        if (!secret.isBlank() && secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            reportRisk(
                    environment,
                    name + " is shorter than " + MIN_SECRET_BYTES + " bytes and could be guessed",
                    "use a longer key",
                    "ALLOW_SHORT_HS_KEY");
        } else if (!secret.isBlank() && secret.chars().distinct().count() < MIN_SECRET_CHARACTERS) {
            reportRisk(
                    environment,
                    name + " repeats a few characters and could be guessed",
                    "use a random key",
                    "ALLOW_SHORT_HS_KEY");
        }
    }

    /** Prevents the start in production, unless another setting accepts the risk. */
    private void reportRisk(Environment environment, String risk, String remedy, String acceptance) {
        boolean accepted = variables.flag(acceptance);
        if (environment == Environment.PRODUCTION && !accepted) {
            variables.addError(risk + ": " + remedy + ", or set " + acceptance + " to true.");
        } else {
            LOG.log(System.Logger.Level.WARNING, risk + ".");
        }
    }

    Optional<ProviderIssuer> provider(Environment environment, PlatformIssuer platform) {
        Optional<String> issuer = variables.text("AUTH0_DOMAIN", "mp.jwt.verify.issuer");
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String name = issuer.get();
        Optional<String> keys = variables.text("AUTH0_JWKS_URL", "mp.jwt.verify.publickey.location");
        if (keys.isEmpty()) {
            variables.address("AUTH0_DOMAIN", name); // the base of the discovery document
        }
        String keysAt = keys.orElse(name);
        if (WITHOUT_TLS.matcher(keysAt).lookingAt()) {
            reportRisk(
                    environment,
                    (keys.isPresent() ? "AUTH0_JWKS_URL" : "AUTH0_DOMAIN")
                            + " does not use TLS, so the provider's keys could be replaced in transit",
                    "use https",
                    "ALLOW_HTTP_PROVIDER");
        }
        if (platform.names().contains(name)) {
            variables.addError(
                    "AUTH0_DOMAIN must not be the platform's issuer, which is PROXY_URL followed by a slash: the service"
                            + " could not tell their tokens apart.");
        }
        Optional<String> audiences = variables.text("AUTH0_AUDIENCE", "mp.jwt.verify.audiences");
        Set<String> names = split(audiences.orElse(""));
        if (names.isEmpty()) {
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
                names,
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
