package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused: with 400, the name of the field where there is one, and without a trace in the database. */
class BadInputIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** A body that is no JSON object. */
    @ParameterizedTest
    @MethodSource("noObjects")
    void bodyMustBeAnObject(RecordKind kind, String body) {
        assertRefused(kind, body, "The body");
    }

    static Stream<Arguments> noObjects() {
        return forEachKind(
                "", " ", "{", "{\"model\":", "null", "[1]", "[]", "7", "\"text\"", "true", "nonsense", "{} {}");
    }

    /** Every required field must be there when a record is created; all that are missing are named at once. */
    @ParameterizedTest
    @MethodSource("requiredFields")
    void requiredFieldMustBeThere(RecordKind kind, String key) {
        Answer answer = owner(kind).post(kind.path(person), kind.body().without(key));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo(key + ": is required.");
    }

    static Stream<Arguments> requiredFields() {
        return fields().filter(given -> given.get()[0] != RecordKind.BLOOD_GLUCOSE_METER
                || List.of("mobile_id", "serial_number").contains(given.get()[1].toString()));
    }

    /** No field may be null, neither in a new record nor in a change. */
    @ParameterizedTest
    @MethodSource("fields")
    void noFieldMayBeNull(RecordKind kind, String key) {
        assertRefused(kind, kind.body().with(key, null).json(), key);
        assertChangeRefused(kind, Body.empty().with(key, null).json(), key);
    }

    /** A value of another JSON type is refused, not converted. */
    @ParameterizedTest
    @MethodSource("fields")
    void noValueIsConverted(RecordKind kind, String key) {
        Object good = kind.body().values().get(key);
        for (Object bad : new Object[] {7, 7.5, true, "text", "", List.of("x"), Map.of("x", 1)}) {
            boolean sameType = (good instanceof Number && bad instanceof Number)
                    || (good instanceof Boolean && bad instanceof Boolean)
                    || (good instanceof String && bad instanceof String && !key.startsWith("date_"));
            if (!sameType) {
                assertRefused(kind, kind.body().with(key, bad).json(), key);
                assertChangeRefused(kind, Body.empty().with(key, bad).json(), key);
            }
        }
    }

    /** Text that PostgreSQL cannot keep. */
    @ParameterizedTest
    @MethodSource("textFields")
    void textMustBeStorable(RecordKind kind, String key) {
        for (String escaped : new String[] {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800"}) {
            String body = kind.body().with(key, "HERE").json().replace("HERE", escaped);
            assertRefused(kind, body, key);
            assertChangeRefused(kind, "{\"" + key + "\":\"" + escaped + "\"}", key);
        }
    }

    /** Dates that are none, and dates without an offset. */
    @ParameterizedTest
    @MethodSource("dateFields")
    void dateMustBePossibleAndHaveAnOffset(RecordKind kind, String key) {
        for (String bad : new String[] {
            "2019-08-11",
            "2019-08-11T11:59:50.123",
            "2019-02-29T00:00:00.000Z",
            "2019-13-01T00:00:00.000Z",
            "2019-01-01T25:00:00.000Z",
            "2019-01-01T00:00:60.000Z",
            "2019-01-01T00:00:00.000+18:01",
            "2019-01-01T00:00:00.000+24:00",
            "0000-01-01T00:00:00.000Z",
            "10000-01-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999-01:00",
            "1565521190",
            "yesterday"
        }) {
            assertRefused(kind, kind.body().with(key, bad).json(), key);
            assertChangeRefused(kind, Body.empty().with(key, bad).json(), key);
        }
    }

    /** A key that stands twice. */
    @ParameterizedTest
    @EnumSource
    void noKeyMayStandTwice(RecordKind kind) {
        assertRefused(kind, kind.body().json().replace("{", "{\"app_version\":\"1\","), "app_version");
    }

    /** Installations have no other keys than their own; also in a change, where the keys we add are unexpected as well. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void installationHasNoOtherKeys(RecordKind kind) {
        for (String key : new String[] {"surprise", "patient_id", "clinician_id", "", "appVersion", "created_by_"}) {
            assertRefused(kind, kind.body().with(key, "x").json(), key + ": unexpected key.");
        }
        for (String key : new String[] {"surprise", "uuid", "created", "modified_by"}) {
            assertChangeRefused(kind, Body.empty().with(key, "x").json(), key + ": unexpected key.");
        }
    }

    /** What we add to a record may be sent back to us outside production, and is ignored. */
    @ParameterizedTest
    @EnumSource
    void auditKeysAreIgnoredInANewRecord(RecordKind kind) {
        Body body = kind.body()
                .with("uuid", "mine")
                .with("created", null)
                .with("created_by", 7)
                .with("modified", List.of())
                .with("modified_by", Map.of("x", 1));

        Answer created = owner(kind).post(kind.path(person), body);

        assertThat(created.status()).isEqualTo(kind.created());
        assertThat(created.uuid()).isNotEqualTo("mine");
        assertThat(created.json().get("created_by").asString()).isEqualTo(person);
    }

    /** The device code of an installation stays. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void deviceCodeCannotBeChanged(RecordKind kind) {
        assertChangeRefused(kind, "{\"unique_device_code\":\"other\"}", "unique_device_code: cannot be changed.");
    }

    /** A number that no double can hold, or that is none. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "NaN", "Infinity", "\"5\"", "0x10", "05", "1e", "."})
    void bloodGlucoseValueMustBeAFiniteNumber(String number) {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        assertRefused(
                kind,
                kind.body().with("blood_glucose_value", 5.4).json().replace("5.4", number),
                "blood_glucose_value");
        assertChangeRefused(kind, "{\"blood_glucose_value\":" + number + "}", "blood_glucose_value");
    }

    /** No text is longer than is allowed, counted in characters as PostgreSQL does; the id of a phone is as long as its column. */
    @ParameterizedTest
    @MethodSource("textFields")
    void textHasALimit(RecordKind kind, String key) {
        int most = key.equals("mobile_id") ? 36 : 1_024;
        for (String character : new String[] {"x", "\uD83D\uDCF1"}) {
            Body longest = kind.body().with(key, character.repeat(most));
            String tooLong = character.repeat(most + 1);
            String refusal = key + ": must have at most " + most + " characters.";

            Answer created = owner(kind).post(kind.path(person), longest);

            assertThat(created.status()).isEqualTo(kind.created());
            assertThat(created.json().get(key).asString()).isEqualTo(character.repeat(most));
            assertRefused(kind, longest.with(key, tooLong).json(), refusal);
            if (kind.changeable(key)) {
                assertChangeRefused(kind, Body.empty().with(key, tooLong).json(), refusal);
            }
        }
    }

    /** A body nested deeply is refused, not recursed into. */
    @ParameterizedTest
    @EnumSource
    void deepNestingIsRefused(RecordKind kind) {
        assertRefused(kind, "{\"app_version\":" + "[".repeat(60_000), "app_version");
        assertRefused(kind, "[".repeat(60_000), "The body");
        assertRefused(kind, "{\"x\":".repeat(10_000), "");
    }

    private void assertRefused(RecordKind kind, String body, String named) {
        Answer answer = owner(kind).post(kind.path(person), body);

        assertProblem(answer, named, body);
    }

    private void assertChangeRefused(RecordKind kind, String body, String named) {
        String path = kind.path(person) + "/"
                + owner(kind).post(kind.path(person), kind.body()).uuid();
        Answer before = owner(kind).get(path);

        assertProblem(owner(kind).patch(path, body), named, body);

        assertThat(owner(kind).get(path).json()).isEqualTo(before.json());
    }

    private static void assertProblem(Answer answer, String named, String body) {
        String sent = body.substring(0, Math.min(body.length(), 200));
        assertThat(answer.status()).as(sent).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail()).as(sent).contains(named);
        assertThat(answer.json().get("status").asInt()).isEqualTo(400);
        assertThat(answer.json().get("code").asInt()).isEqualTo(400);
        assertThat(answer.json().get("message")).isEqualTo(answer.json().get("detail"));
        assertThat(answer.text()).doesNotContain("Exception", "jackson", "polaris");
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    private static Stream<Arguments> forEachKind(String... bodies) {
        return Arrays.stream(RecordKind.values())
                .flatMap(kind -> Arrays.stream(bodies).map(body -> arguments(kind, body)));
    }

    static Stream<Arguments> fields() {
        return Arrays.stream(RecordKind.values())
                .flatMap(kind -> kind.body().keys().stream().map(key -> arguments(kind, key)));
    }

    static Stream<Arguments> textFields() {
        return fields().filter(given -> !given.get()[1].toString().startsWith("date_")
                && ((RecordKind) given.get()[0]).body().values().get(given.get()[1].toString()) instanceof String);
    }

    static Stream<Arguments> dateFields() {
        return fields().filter(given -> given.get()[1].toString().startsWith("date_"));
    }
}
