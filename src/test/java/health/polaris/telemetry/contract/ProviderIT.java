package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.Jwt;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an OpenID Connect provider, with key rotation and outages. */
class ProviderIT extends Contract {
    private static final TestProvider PROVIDER = TestProvider.trusted();
    private static final Duration KEY_LIFETIME =
            Duration.ofSeconds(Long.parseLong(System.getenv("JWKS_CACHE_SECONDS")));

    private final String person = UUID.randomUUID().toString();
    private final String path = "/dhos/v1/clinician/" + person + "/latest_installation";

    /** RSA, RSA-PSS and the three curves are trusted. */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void algorithmsAreTrusted(String algorithm) {
        Jwt token = PROVIDER.signing(PROVIDER.clinician(person), algorithm);

        assertThat(status(token)).isEqualTo(200);
    }

    /** The audience may be a list, and the caller may have several ids. */
    @Test
    void listsOfAudiencesAndIdsAreTrusted() {
        Jwt token = PROVIDER.token("clinician_id", List.of("another", person), "openid read:gdm_telemetry")
                .claim("aud", List.of("other", System.getenv("AUTH0_AUDIENCE")));

        assertThat(status(token)).isEqualTo(200);
    }

    /** Keys of the provider that cannot be read are ignored; the others remain valid. */
    @Test
    void unreadableKeysAreIgnored() {
        PROVIDER.publishAlso(
                "{\"kty\":\"EC\",\"crv\":\"BP-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"kid\":\"bp\"}, null, {\"kid\":\"no type\"}");
        PROVIDER.rotate();
        try {
            Await.until(() -> status(PROVIDER.clinician(person)) == 200);
        } finally {
            PROVIDER.publishAlso("");
            PROVIDER.rotate();
        }
        Await.until(() -> status(PROVIDER.clinician(person)) == 200);
    }

    /** A token may name a certificate that the provider does not publish with the key. */
    @Test
    void unknownCertificateOfATokenIsIgnored() {
        String thumbprint = "A".repeat(43);

        assertThat(status(PROVIDER.clinician(person).header("x5t#S256", thumbprint)))
                .isEqualTo(200);
    }

    /** The platform's claim names have no meaning in the provider's tokens. */
    @Test
    void claimsOfThePlatformAreIgnored() {
        Jwt token =
                PROVIDER.clinician("another").metadata("clinician_id", person).scope(Tokens.OWN);

        assertThat(status(token)).isEqualTo(403);
    }

    /**
     * A new key is fetched when a token names it. Tokens of a removed key are rejected after the lifetime of the key
     * cache.
     */
    @Test
    void rotatedKeysAreFetched() {
        Jwt old = PROVIDER.clinician(person);
        assertThat(status(old)).isEqualTo(200);

        PROVIDER.rotate();

        Await.until(() -> status(PROVIDER.clinician(person)) == 200);
        Await.until(() -> status(old) == 401);
    }

    /** Known keys remain valid during an outage of the provider. Tokens of the platform are not affected. */
    @Test
    void knownKeysRemainValidDuringAnOutage() {
        Jwt token = PROVIDER.clinician(person);
        assertThat(status(token)).isEqualTo(200);
        PROVIDER.close();
        try {
            long end = System.nanoTime() + KEY_LIFETIME.multipliedBy(2).toNanos();
            Await.until(() -> {
                assertThat(status(token)).isEqualTo(200);
                assertThat(status(Tokens.clinician(person))).isEqualTo(200);
                return System.nanoTime() > end;
            });
        } finally {
            PROVIDER.open();
        }
    }

    /** No keys are read from a discovery document of another issuer. */
    @Test
    void keysOfAnotherIssuerAreIgnored() {
        PROVIDER.setIssuer("https://elsewhere.example.org/");
        PROVIDER.rotate();
        try {
            int discoveryRequests = PROVIDER.discoveryRequests();
            int fetches = PROVIDER.fetches();
            Await.until(() -> {
                assertThat(status(PROVIDER.clinician(person))).isIn(401, 503);
                return PROVIDER.discoveryRequests() > discoveryRequests + 1;
            });
            assertThat(PROVIDER.fetches()).isEqualTo(fetches);
        } finally {
            PROVIDER.setIssuer(System.getenv("AUTH0_DOMAIN"));
        }
        Await.until(() -> status(PROVIDER.clinician(person)) == 200);
    }

    /** Unknown key ids do not cause repeated requests to the provider. */
    @Test
    void unknownKeyIdsDoNotFloodTheProvider() {
        assertThat(status(PROVIDER.clinician(person))).isEqualTo(200);
        int before = PROVIDER.fetches();
        long start = System.nanoTime();

        List<Integer> answers = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> status(PROVIDER.clinician(person).header("kid", "made-up-" + i)))
                .toList();

        assertThat(answers).containsOnly(401);
        assertThat(status(PROVIDER.clinician(person))).isEqualTo(200);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        assertThat(PROVIDER.fetches() - before).isLessThanOrEqualTo(2 * (int) (seconds + 1));
    }

    private int status(Jwt token) {
        return Client.bearing(token).get(path).status();
    }
}
