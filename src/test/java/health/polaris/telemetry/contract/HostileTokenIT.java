package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.RSAKey;
import health.polaris.telemetry.local.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens that must not be trusted. Each is refused with 401 and the error of RFC 6750, tells an attacker nothing, and is
 * counted under its reason.
 */
class HostileTokenIT extends Contract {
    private static final String PERSON = UUID.randomUUID().toString();
    private static final String PATH = "/dhos/v1/clinician/" + PERSON + "/latest_installation";
    private static final String PLATFORM = System.getenv("PROXY_URL") + "/";
    private static final TestProvider PROVIDER = TestProvider.trusted();

    private static Jwt platform() {
        return Tokens.clinician(PERSON);
    }

    private static Jwt provider() {
        return PROVIDER.clinician(PERSON);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"both", "ofThePlatform", "ofTheProvider", "confused", "mangled"})
    void isRefused(String reason, String what, String token) {
        int before = Refusals.of(reason);

        Answer answer = Client.bearing(token).get(PATH);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail())
                .isEqualTo("The token is not valid: malformed, expired, or not of an issuer that is trusted here.");
        assertThat(Refusals.of(reason)).as(what).isEqualTo(before + 1);
    }

    /** Faults that a token of either issuer can have. */
    static Stream<Arguments> both() {
        return Stream.of(true, false).flatMap(own -> {
            String of = own ? "platform, " : "provider, ";
            String metadata = own ? "metadata" : TestProvider.METADATA;
            String scope = own ? "scope" : TestProvider.SCOPE;
            return Stream.of(
                    arguments(
                            "expired",
                            of + "without expiry",
                            token(own).without("exp").signed()),
                    arguments(
                            "expired",
                            of + "expired a minute ago",
                            token(own).expiry(Instant.now().minusSeconds(60)).signed()),
                    arguments(
                            "expired",
                            of + "expired in 1970",
                            token(own).claim("exp", 0).signed()),
                    arguments(
                            "expired",
                            of + "expired before 1970",
                            token(own).claim("exp", -1).signed()),
                    arguments(
                            "malformed",
                            of + "expiry is text",
                            token(own).claim("exp", "tomorrow").signed()),
                    arguments(
                            "malformed",
                            of + "expiry is a list",
                            token(own).claim("exp", List.of(1)).signed()),
                    arguments(
                            "not_yet_valid",
                            of + "valid later",
                            token(own)
                                    .claim("nbf", Instant.now().plusSeconds(120).getEpochSecond())
                                    .signed()),
                    arguments(
                            "malformed",
                            of + "start is text",
                            token(own).claim("nbf", "now").signed()),
                    arguments(
                            "audience",
                            of + "for somebody else",
                            token(own)
                                    .audience("https://elsewhere.example.org/")
                                    .signed()),
                    arguments(
                            "audience",
                            of + "for nobody",
                            token(own).without("aud").signed()),
                    arguments(
                            "audience",
                            of + "for an empty list",
                            token(own).claim("aud", List.of()).signed()),
                    arguments(
                            "malformed",
                            of + "audience is a number",
                            token(own).claim("aud", 7).signed()),
                    arguments(
                            "malformed",
                            of + "ids are text",
                            token(own).claim(metadata, PERSON).signed()),
                    arguments(
                            "malformed",
                            of + "ids are a list",
                            token(own).claim(metadata, List.of(PERSON)).signed()),
                    arguments(
                            "malformed",
                            of + "scope is a list",
                            token(own)
                                    .claim(scope, List.of("read:gdm_telemetry"))
                                    .signed()),
                    arguments(
                            "malformed",
                            of + "scope is a number",
                            token(own).claim(scope, 7).signed()),
                    arguments(
                            "critical_header",
                            of + "unknown critical header",
                            token(own)
                                    .header("crit", List.of("surprise"))
                                    .header("surprise", 1)
                                    .signed()),
                    arguments(
                            "critical_header",
                            of + "critical b64",
                            token(own)
                                    .header("crit", List.of("b64"))
                                    .header("b64", true)
                                    .signed()),
                    arguments(
                            "too_long",
                            of + "over 8 KiB",
                            token(own).claim("ballast", "x".repeat(8192)).signed()));
        });
    }

    static Stream<Arguments> ofThePlatform() {
        return Stream.of(
                arguments(
                        "signature", "another secret", platform().key("secret2").signed()),
                arguments(
                        "signature",
                        "a secret that differs behind zeros",
                        platform().key("secret\0\0\1").signed()),
                arguments(
                        "signature",
                        "algorithm of another length",
                        platform().header("alg", "HS256").signed()),
                arguments(
                        "unknown_issuer",
                        "issuer without its slash",
                        platform().issuer(System.getenv("PROXY_URL")).signed()),
                arguments(
                        "unknown_issuer",
                        "another issuer",
                        platform().issuer("https://elsewhere.example.org/").signed()),
                arguments(
                        "unknown_issuer", "no issuer", platform().without("iss").signed()),
                arguments(
                        "unknown_issuer",
                        "issuer is null",
                        platform().claim("iss", null).signed()),
                arguments(
                        "malformed",
                        "issuer is a list",
                        platform().claim("iss", List.of(PLATFORM)).signed()),
                arguments(
                        "audience",
                        "for the provider's audience",
                        platform().audience(System.getenv("AUTH0_AUDIENCE")).signed()));
    }

    static Stream<Arguments> ofTheProvider() throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String attacker =
                new RSAKey.Builder((RSAPublicKey) own.getPublic()).build().toString();
        Map<String, Object> jwk = Map.of("kty", "RSA", "e", "AQAB", "n", "AQAB");
        return Stream.of(
                arguments(
                        "signature",
                        "another key under a known name",
                        provider().key(own.getPrivate()).signed()),
                arguments(
                        "unknown_key",
                        "a key of a made-up name",
                        provider()
                                .header("kid", "made-up")
                                .key(own.getPrivate())
                                .signed()),
                arguments(
                        "unknown_key",
                        "a key without a name",
                        provider().header("kid", null).signed()),
                arguments(
                        "unknown_key",
                        "the name of a key of another kind",
                        provider()
                                .header("kid", PROVIDER.key("ES256").getKeyID())
                                .signed()),
                arguments(
                        "signature",
                        "the name of a key of another curve",
                        PROVIDER.signing(provider(), "ES256")
                                .header("kid", PROVIDER.key("ES384").getKeyID())
                                .signed()),
                arguments(
                        "unknown_key",
                        "its own key in the header",
                        provider()
                                .header("kid", "own")
                                .header("jwk", new JsonMapper().readValue(attacker, Map.class))
                                .key(own.getPrivate())
                                .signed()),
                arguments(
                        "malformed",
                        "a key in the header that is none",
                        provider().header("jwk", "none").key(own.getPrivate()).signed()),
                arguments(
                        "signature",
                        "its own key as an object",
                        provider().header("jwk", jwk).key(own.getPrivate()).signed()),
                arguments(
                        "signature",
                        "an address of keys in the header",
                        provider()
                                .header("jku", "http://127.0.0.1:1/keys")
                                .key(own.getPrivate())
                                .signed()),
                arguments(
                        "signature",
                        "an address of certificates",
                        provider()
                                .header("x5u", "http://127.0.0.1:1/cert")
                                .key(own.getPrivate())
                                .signed()),
                arguments(
                        "audience",
                        "for the platform",
                        provider().audience(PLATFORM).signed()),
                arguments(
                        "signature",
                        "r and s are zero",
                        PROVIDER.signing(provider(), "ES256").signed().replaceAll("[^.]*$", base64(new byte[64]))),
                arguments(
                        "signature",
                        "r and s are the order of the curve",
                        PROVIDER.signing(provider(), "ES256").signed().replaceAll("[^.]*$", base64(order()))),
                arguments(
                        "signature",
                        "signature in DER",
                        PROVIDER.signing(provider(), "ES256")
                                .signed()
                                .replaceAll("[^.]*$", base64(new byte[] {48, 6, 2, 1, 1, 2, 1, 1}))));
    }

    /** What is right for one issuer, under the name of the other. */
    static Stream<Arguments> confused() {
        byte[] publicKey = PROVIDER.key("RS256").toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);
        String issuer = System.getenv("AUTH0_DOMAIN");
        return Stream.of(
                arguments(
                        "algorithm",
                        "provider's, signed by the platform's secret",
                        provider().algorithm("HS256").key("secret").signed()),
                arguments(
                        "algorithm",
                        "provider's, signed by its public key as a secret",
                        provider()
                                .algorithm("HS256")
                                .key(new SecretKeySpec(publicKey, "HMAC"))
                                .signed()),
                arguments(
                        "algorithm",
                        "platform's, signed by the provider",
                        PROVIDER.signing(platform(), "RS256").signed()),
                arguments(
                        "algorithm",
                        "platform's, by a curve",
                        PROVIDER.signing(platform(), "ES256").signed()),
                arguments(
                        "algorithm",
                        "platform's claims under the provider's name",
                        platform().issuer(issuer).signed()),
                arguments(
                        "algorithm",
                        "provider's claims under the platform's name",
                        provider().issuer(PLATFORM).signed()),
                arguments(
                        "algorithm",
                        "a curve that is not allowed",
                        provider().header("alg", "ES256K").signed()),
                arguments(
                        "algorithm",
                        "an algorithm of another standard",
                        provider().header("alg", "EdDSA").signed()));
    }

    /** What is no token. */
    static Stream<Arguments> mangled() {
        String signed = platform().signed();
        String[] parts = signed.split("\\.", -1);
        String content = "{\"iss\":\"" + PLATFORM + "\",\"aud\":\"" + PLATFORM + "\",\"exp\":"
                + Instant.now().plusSeconds(900).getEpochSecond();
        return Stream.of(
                arguments("malformed", "nonsense", "nonsense"),
                arguments("malformed", "header is null", Jwt.base64("null") + "." + parts[1] + "." + parts[2]),
                arguments("malformed", "two parts", parts[0] + "." + parts[1]),
                arguments("malformed", "four parts", signed + ".x"),
                arguments("malformed", "five empty parts", "...."),
                arguments("malformed", "empty parts", ".."),
                arguments("malformed", "no signature", parts[0] + "." + parts[1] + "."),
                arguments("signature", "signature cut", signed.substring(0, signed.length() - 4)),
                arguments(
                        "signature",
                        "signature of another token",
                        parts[0] + "." + parts[1] + "."
                                + platform().claim("x", 1).signed().split("\\.", -1)[2]),
                arguments("signature", "content changed", parts[0] + "." + Jwt.base64(content + "}") + "." + parts[2]),
                arguments("malformed", "algorithm none", header("none") + "." + parts[1] + "."),
                arguments("malformed", "algorithm none, signed", header("none") + "." + parts[1] + "." + parts[2]),
                arguments("algorithm", "algorithm nOnE", header("nOnE") + "." + parts[1] + "." + parts[2]),
                arguments("algorithm", "algorithm NONE", header("NONE") + "." + parts[1] + "." + parts[2]),
                arguments("algorithm", "algorithm hs512", header("hs512") + "." + parts[1] + "." + parts[2]),
                arguments("algorithm", "algorithm with a space", header("HS512 ") + "." + parts[1] + "." + parts[2]),
                arguments(
                        "malformed", "no algorithm", Jwt.base64("{\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]),
                arguments(
                        "malformed",
                        "algorithm is a list",
                        Jwt.base64("{\"alg\":[\"HS512\"]}") + "." + parts[1] + "." + parts[2]),
                arguments("malformed", "header is no JSON", Jwt.base64("x") + "." + parts[1] + "." + parts[2]),
                arguments("malformed", "header is a list", Jwt.base64("[]") + "." + parts[1] + "." + parts[2]),
                arguments("malformed", "content is no JSON", platform().signed("x")),
                arguments("unknown_issuer", "content is a list", platform().signed("[]")),
                arguments("malformed", "content is empty", platform().signed("")),
                arguments(
                        "malformed",
                        "content nested deeply",
                        platform().signed(content + ",\"x\":" + "[".repeat(2500) + "]".repeat(2500) + "}")),
                arguments(
                        "malformed", "issuer twice", platform().signed("{\"iss\":\"x\"," + content.substring(1) + "}")),
                arguments(
                        "malformed",
                        "encrypted, not signed",
                        Jwt.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..a.a.a"));
    }

    private static Jwt token(boolean platform) {
        return platform ? platform() : provider();
    }

    private static String header(String algorithm) {
        return Jwt.base64("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
    }

    private static String base64(byte[] signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** The order of P-256 (FIPS 186-4 D.1.2.3), twice. */
    private static byte[] order() {
        return HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".repeat(2));
    }
}
