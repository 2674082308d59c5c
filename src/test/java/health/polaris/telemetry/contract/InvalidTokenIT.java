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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
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
 * Invalid tokens. Each is rejected with 401 and the error of RFC 6750, reveals nothing, and is counted under its
 * reason.
 */
class InvalidTokenIT extends Contract {
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
    @MethodSource({"eitherIssuer", "platformTokens", "providerTokens", "mixedIssuers", "malformedTokens"})
    void tokenIsRejected(String reason, String description, String token) {
        int before = TokenRejections.of(reason);

        Answer answer = Client.bearing(token).get(PATH);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail())
                .isEqualTo("The token is not valid: it is malformed, expired or not from a trusted issuer.");
        assertThat(TokenRejections.of(reason)).as(description).isEqualTo(before + 1);
    }

    /** Faults of tokens of either issuer. */
    static Stream<Arguments> eitherIssuer() {
        return Stream.of(true, false).flatMap(isPlatform -> {
            String of = isPlatform ? "platform, " : "provider, ";
            String metadata = isPlatform ? "metadata" : TestProvider.METADATA;
            String scope = isPlatform ? "scope" : TestProvider.SCOPE;
            return Stream.of(
                    arguments(
                            "expired",
                            of + "without expiry",
                            token(isPlatform).without("exp").signed()),
                    arguments(
                            "expired",
                            of + "expired a minute ago",
                            token(isPlatform)
                                    .expiry(Instant.now().minusSeconds(60))
                                    .signed()),
                    arguments(
                            "expired",
                            of + "expired in 1970",
                            token(isPlatform).claim("exp", 0).signed()),
                    arguments(
                            "expired",
                            of + "expired before 1970",
                            token(isPlatform).claim("exp", -1).signed()),
                    arguments(
                            "lifetime",
                            of + "expiry in milliseconds",
                            token(isPlatform)
                                    .claim("exp", Instant.now().plusSeconds(900).toEpochMilli())
                                    .signed()),
                    arguments(
                            "lifetime",
                            of + "expires in more than a year",
                            token(isPlatform)
                                    .expiry(Instant.now().plus(Duration.ofDays(367)))
                                    .signed()),
                    arguments(
                            "lifetime",
                            of + "expiry overflows milliseconds",
                            token(isPlatform).claim("exp", 9223372036854775L).signed()),
                    arguments(
                            "lifetime",
                            of + "expiry far beyond",
                            token(isPlatform).claim("exp", 1e18).signed()),
                    arguments(
                            "not_yet_valid",
                            of + "not-before overflows",
                            token(isPlatform).claim("nbf", Long.MAX_VALUE).signed()),
                    arguments(
                            "not_yet_valid",
                            of + "not-before far beyond",
                            token(isPlatform).claim("nbf", 1e300).signed()),
                    arguments(
                            "malformed",
                            of + "expiry is text",
                            token(isPlatform).claim("exp", "tomorrow").signed()),
                    arguments(
                            "malformed",
                            of + "expiry is a list",
                            token(isPlatform).claim("exp", List.of(1)).signed()),
                    arguments(
                            "not_yet_valid",
                            of + "not yet valid",
                            token(isPlatform)
                                    .claim("nbf", Instant.now().plusSeconds(120).getEpochSecond())
                                    .signed()),
                    arguments(
                            "malformed",
                            of + "not-before is text",
                            token(isPlatform).claim("nbf", "now").signed()),
                    arguments(
                            "audience",
                            of + "other audience",
                            token(isPlatform)
                                    .audience("https://elsewhere.example.org/")
                                    .signed()),
                    arguments(
                            "audience",
                            of + "no audience",
                            token(isPlatform).without("aud").signed()),
                    arguments(
                            "audience",
                            of + "empty audience",
                            token(isPlatform).claim("aud", List.of()).signed()),
                    arguments(
                            "audience",
                            of + "audience is a list of null",
                            token(isPlatform)
                                    .claim("aud", Collections.singletonList(null))
                                    .signed()),
                    arguments(
                            "malformed",
                            of + "audience is a number",
                            token(isPlatform).claim("aud", 7).signed()),
                    arguments(
                            "malformed",
                            of + "ids are text",
                            token(isPlatform).claim(metadata, PERSON).signed()),
                    arguments(
                            "malformed",
                            of + "ids are a list",
                            token(isPlatform).claim(metadata, List.of(PERSON)).signed()),
                    arguments(
                            "malformed",
                            of + "scope is a list",
                            token(isPlatform)
                                    .claim(scope, List.of("read:gdm_telemetry"))
                                    .signed()),
                    arguments(
                            "malformed",
                            of + "scope is a number",
                            token(isPlatform).claim(scope, 7).signed()),
                    arguments(
                            "critical_header",
                            of + "unknown critical header",
                            token(isPlatform)
                                    .header("crit", List.of("surprise"))
                                    .header("surprise", 1)
                                    .signed()),
                    arguments(
                            "critical_header",
                            of + "critical b64",
                            token(isPlatform)
                                    .header("crit", List.of("b64"))
                                    .header("b64", true)
                                    .signed()),
                    arguments(
                            "too_long",
                            of + "over 8 KiB",
                            token(isPlatform).claim("ballast", "x".repeat(8192)).signed()));
        });
    }

    static Stream<Arguments> platformTokens() {
        return Stream.of(
                arguments(
                        "signature", "another secret", platform().key("secret2").signed()),
                arguments(
                        "signature",
                        "secret that differs after zero bytes",
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

    static Stream<Arguments> providerTokens() throws GeneralSecurityException {
        KeyPair attackerKey = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String attackerJwk = new RSAKey.Builder((RSAPublicKey) attackerKey.getPublic())
                .build()
                .toString();
        Map<String, Object> jwk = Map.of("kty", "RSA", "e", "AQAB", "n", "AQAB");
        return Stream.of(
                arguments(
                        "signature",
                        "other key with a known key id",
                        provider().key(attackerKey.getPrivate()).signed()),
                arguments(
                        "unknown_key",
                        "unknown key id",
                        provider()
                                .header("kid", "made-up")
                                .key(attackerKey.getPrivate())
                                .signed()),
                arguments(
                        "unknown_key",
                        "no key id",
                        provider().header("kid", null).signed()),
                arguments(
                        "unknown_key",
                        "key id of another key type",
                        provider()
                                .header("kid", PROVIDER.key("ES256").getKeyID())
                                .signed()),
                arguments(
                        "signature",
                        "key id of another curve",
                        PROVIDER.signing(provider(), "ES256")
                                .header("kid", PROVIDER.key("ES384").getKeyID())
                                .signed()),
                arguments(
                        "unknown_key",
                        "own key in the header",
                        provider()
                                .header("kid", "own")
                                .header("jwk", new JsonMapper().readValue(attackerJwk, Map.class))
                                .key(attackerKey.getPrivate())
                                .signed()),
                arguments(
                        "malformed",
                        "invalid key in the header",
                        provider()
                                .header("jwk", "none")
                                .key(attackerKey.getPrivate())
                                .signed()),
                arguments(
                        "signature",
                        "own key in the header as an object",
                        provider()
                                .header("jwk", jwk)
                                .key(attackerKey.getPrivate())
                                .signed()),
                arguments(
                        "signature",
                        "key URL in the header",
                        provider()
                                .header("jku", "http://127.0.0.1:1/keys")
                                .key(attackerKey.getPrivate())
                                .signed()),
                arguments(
                        "signature",
                        "certificate URL in the header",
                        provider()
                                .header("x5u", "http://127.0.0.1:1/cert")
                                .key(attackerKey.getPrivate())
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
                        "r and s are the curve's order",
                        PROVIDER.signing(provider(), "ES256").signed().replaceAll("[^.]*$", base64(order()))),
                arguments(
                        "signature",
                        "signature in DER",
                        PROVIDER.signing(provider(), "ES256")
                                .signed()
                                .replaceAll("[^.]*$", base64(new byte[] {48, 6, 2, 1, 1, 2, 1, 1}))));
    }

    /** Tokens that mix the properties of both issuers. */
    static Stream<Arguments> mixedIssuers() {
        byte[] publicKey = PROVIDER.key("RS256").toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);
        String issuer = System.getenv("AUTH0_DOMAIN");
        return Stream.of(
                arguments(
                        "algorithm",
                        "provider's claims, signed with the platform's secret",
                        provider().algorithm("HS256").key("secret").signed()),
                arguments(
                        "algorithm",
                        "provider's claims, signed with its public key as a secret",
                        provider()
                                .algorithm("HS256")
                                .key(new SecretKeySpec(publicKey, "HMAC"))
                                .signed()),
                arguments(
                        "algorithm",
                        "platform's claims, signed with the provider's RSA key",
                        PROVIDER.signing(platform(), "RS256").signed()),
                arguments(
                        "algorithm",
                        "platform's claims, signed with the provider's EC key",
                        PROVIDER.signing(platform(), "ES256").signed()),
                arguments(
                        "algorithm",
                        "platform's token with the provider as issuer",
                        platform().issuer(issuer).signed()),
                arguments(
                        "algorithm",
                        "provider's token with the platform as issuer",
                        provider().issuer(PLATFORM).signed()),
                arguments(
                        "algorithm",
                        "unsupported curve",
                        provider().header("alg", "ES256K").signed()),
                arguments(
                        "algorithm",
                        "unsupported algorithm",
                        provider().header("alg", "EdDSA").signed()));
    }

    /** Malformed tokens. */
    static Stream<Arguments> malformedTokens() {
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
