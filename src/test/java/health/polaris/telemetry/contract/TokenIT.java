package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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

/**
 * Trusted tokens of the platform. The service under test has a short HMAC key of six bytes, as many deployments do.
 */
class TokenIT extends Contract {
    private static final String PATIENT = UUID.randomUUID().toString();
    private static final String PATH = "/dhos/v1/patient/" + PATIENT + "/latest_installation";

    private static Jwt good() {
        return Tokens.patient(PATIENT);
    }

    /** All three HMAC algorithms are trusted. */
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void hmacIsTrusted(String algorithm) {
        assertThat(Client.bearing(good().algorithm(algorithm)).get(PATH).status())
                .isEqualTo(200);
    }

    /** Lists of audiences, unknown ids and scopes, and small clock differences are tolerated. */
    @ParameterizedTest
    @MethodSource("unusualTokens")
    void unusualTokenIsTrusted(String description, Jwt token) {
        assertThat(Client.bearing(token).get(PATH).status()).as(description).isEqualTo(200);
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
                arguments("valid for a year", good().expiry(now.plus(Duration.ofDays(365)))),
                arguments("ten seconds late", good().expiry(now.minusSeconds(10))),
                arguments("unknown claim", good().claim("sub", "x").claim("groups", List.of())));
    }

    /** The scheme of the header is case-insensitive (RFC 9110 section 11.1). */
    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
    void schemeIsCaseInsensitive(String scheme) {
        assertThat(Client.anonymous()
                        .with("Authorization", scheme + " " + good().signed())
                        .get(PATH)
                        .status())
                .isEqualTo(200);
    }

    /** The creator is the first of the token's ids in this order. */
    @ParameterizedTest
    @CsvSource({"patient_id|device_id|system_id, by patient_id", "device_id|system_id, by device_id", "system_id, c1"})
    void creatorIsTheFirstIdInOrder(String claims, String creator) {
        Jwt token = clinician();
        for (String claim : claims.split("\\|", -1)) {
            token.metadata(claim, "by " + claim);
        }

        assertThat(creator(token)).isEqualTo(creator);
    }

    /** Several ids are stored in the format of the original service. */
    @Test
    void severalIdsAreStoredTogether() {
        assertThat(creator(clinician().metadata("device_id", List.of("d1", "d2"))))
                .isEqualTo("{d1,d2}");
    }

    /** Ids that are not text, or that contain control characters, are ignored. */
    @ParameterizedTest
    @MethodSource
    void invalidIdIsIgnored(Object id) {
        assertThat(creator(clinician().metadata("device_id", id))).isEqualTo("c1");
    }

    static Stream<Object> invalidIdIsIgnored() {
        return Stream.of(
                "\u0000", "a\nb", List.of("d1", "\u0000"), 7, List.of(7), List.of(List.of("d1")), Map.of("d1", 1));
    }

    /** Any other text is stored unchanged as an id. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u2028b", "\u2029", "a/b:c", "M\u00FCller, 100 %", "\uD83D\uDE00"})
    void idMayBeAnyText(String id) {
        assertThat(creator(clinician().metadata("device_id", id))).isEqualTo(id);
    }

    private static Jwt clinician() {
        return Tokens.of("clinician_id", "c1", Tokens.OWN);
    }

    /** The creator that the service stores for a clinician's installation with this token. */
    private static String creator(Jwt token) {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        Answer created = Client.bearing(token).post(kind.path("c1"), kind.body());
        return created.json().get("created_by").asString();
    }

    /** A list of ids with null is malformed: it owns nothing. */
    @Test
    void listWithNullOwnsNothing() {
        assertThat(Client.bearing(good().metadata("patient_id", List.of(PATIENT, "x")))
                        .get(PATH)
                        .status())
                .isEqualTo(200);
        assertThat(Client.bearing(good().metadata("patient_id", Arrays.asList(null, PATIENT)))
                        .get(PATH)
                        .status())
                .isEqualTo(403);
    }

    /** A token without any of these ids belongs to an unknown caller without records. */
    @Test
    void tokenWithoutIdsOwnsNothing() {
        Jwt token = good().claim("metadata", Map.of());

        assertThat(Client.bearing(token).get(PATH).status()).isEqualTo(403);
        assertThat(Client.bearing(token.without("metadata")).get(PATH).status()).isEqualTo(403);
    }
}
