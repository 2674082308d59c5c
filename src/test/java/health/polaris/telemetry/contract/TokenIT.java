package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.PlatformToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens of the platform are trusted. The service under test has a key of six bytes, as many set-ups do. */
class TokenIT extends Contract {
    private static final String PATIENT = UUID.randomUUID().toString();
    private static final String PATH = "/dhos/v1/patient/" + PATIENT + "/latest_installation";

    private static PlatformToken good() {
        return Tokens.patient(PATIENT);
    }

    /** All three HMAC algorithms are the platform's. */
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void hmacIsTrusted(String algorithm) {
        assertThat(Client.bearing(good().algorithm(algorithm)).get(PATH).status())
                .isEqualTo(200);
    }

    /** The audience may be a list; ids and scopes that are not known are passed over; a clock may be slow. */
    @ParameterizedTest
    @MethodSource("unusualTokens")
    void unusualTokenIsTrusted(String what, PlatformToken token) {
        assertThat(Client.bearing(token).get(PATH).status()).as(what).isEqualTo(200);
    }

    static Stream<Arguments> unusualTokens() {
        String platform = System.getenv("PROXY_URL") + "/";
        Instant now = Instant.now();
        return Stream.of(
                arguments("audience list", good().claim("aud", List.of("other", platform))),
                arguments("unknown id", good().metadata("ward_id", List.of(7))),
                arguments("unknown scope", good().scope("openid  read:gdm_telemetry ")),
                arguments("not before now", good().claim("nbf", now.getEpochSecond())),
                arguments(
                        "ten seconds ahead",
                        good().claim("nbf", now.plusSeconds(10).getEpochSecond())),
                arguments("ten seconds late", good().expiry(now.minusSeconds(10))),
                arguments("unknown claim", good().claim("sub", "x").claim("groups", List.of())));
    }

    /** The scheme of the header is written in any case (RFC 9110 section 11.1). */
    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
    void schemeHasAnyCase(String scheme) {
        assertThat(Client.nobody()
                        .with("Authorization", scheme + " " + good().signed())
                        .get(PATH)
                        .status())
                .isEqualTo(200);
    }

    /** What is not to be trusted gets 401 with the error of RFC 6750, and no hint at the reason that helps an attacker. */
    @ParameterizedTest
    @MethodSource("untrustedTokens")
    void untrustedTokenIsRefused(String what, String token) {
        Answer answer = Client.bearing(token).get(PATH);

        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain(token);
    }

    static Stream<Arguments> untrustedTokens() {
        String platform = System.getenv("PROXY_URL") + "/";
        Instant now = Instant.now();
        String signed = good().signed();
        String[] parts = signed.split("\\.", -1);
        return Stream.of(
                arguments("another key", good().key("secret2").signed()),
                arguments("a longer key", good().key("secret\0\0\1").signed()),
                arguments("without expiry", good().without("exp").signed()),
                arguments("expired", good().expiry(now.minusSeconds(60)).signed()),
                arguments(
                        "not yet valid",
                        good().claim("nbf", now.plusSeconds(120).getEpochSecond())
                                .signed()),
                arguments("expiry is no number", good().claim("exp", "tomorrow").signed()),
                arguments("another issuer", good().issuer("http://elsewhere/").signed()),
                arguments(
                        "issuer without its slash",
                        good().issuer(System.getenv("PROXY_URL")).signed()),
                arguments("without issuer", good().without("iss").signed()),
                arguments(
                        "another audience", good().audience("http://elsewhere/").signed()),
                arguments("without audience", good().without("aud").signed()),
                arguments(
                        "metadata is no object",
                        good().claim("metadata", "patient_id").signed()),
                arguments(
                        "scope is no text",
                        good().claim("scope", List.of("read:gdm_telemetry")).signed()),
                arguments(
                        "over 8 KiB", good().claim("ballast", "x".repeat(8192)).signed()),
                arguments("signature cut", signed.substring(0, signed.length() - 2)),
                arguments("without signature", parts[0] + "." + parts[1] + "."),
                arguments("other content", parts[0] + "." + base64("{\"iss\":\"" + platform + "\"}") + "." + parts[2]),
                arguments("algorithm none", unsigned("none") + "." + parts[1] + "."),
                arguments("algorithm nOnE", unsigned("nOnE") + "." + parts[1] + "." + parts[2]),
                arguments("algorithm RS256", unsigned("RS256") + "." + parts[1] + "." + parts[2]),
                arguments("header is no JSON", base64("x") + "." + parts[1] + "." + parts[2]),
                arguments("two parts", parts[0] + "." + parts[1]),
                arguments("five parts", "a.b.c.d.e"),
                arguments("nonsense", "nonsense"));
    }

    /** The first of the token's ids in this order is noted as who stored the record. */
    @ParameterizedTest
    @CsvSource({
        "clinician_id|device_id|system_id, device_id",
        "clinician_id|system_id, clinician_id",
        "system_id, system_id"
    })
    void idsAreNotedInTheirOrder(String claims, String noted) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        PlatformToken token = Tokens.of("patient_id", List.of(PATIENT), Tokens.OWN);
        for (String claim : claims.split("\\|", -1)) {
            token.metadata(claim, "by " + claim);
        }

        Answer created = Client.bearing(token).post(kind.path(PATIENT), kind.body());

        assertThat(created.json().get("created_by").asString()).isEqualTo("by " + noted);
    }

    /** A token without any of these ids is of an unknown caller, who owns nothing. */
    @Test
    void tokenWithoutIdsOwnsNothing() {
        PlatformToken token = good().claim("metadata", Map.of());

        assertThat(Client.bearing(token).get(PATH).status()).isEqualTo(403);
        assertThat(Client.bearing(token.without("metadata")).get(PATH).status()).isEqualTo(403);
    }

    private static String unsigned(String algorithm) {
        return base64("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
