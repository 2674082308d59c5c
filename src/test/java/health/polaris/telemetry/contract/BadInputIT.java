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

/** Invalid bodies: they are rejected with 400 and the name of the field, and change nothing in the database. */
class BadInputIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** A body must be a JSON object. */
    @ParameterizedTest
    @MethodSource("notAnObject")
    void bodyMustBeAnObject(RecordKind kind, String body) {
        assertRejected(kind, body, "The body");
    }

    static Stream<Arguments> notAnObject() {
        return forEachKind(
                "", " ", "{", "{\"model\":", "null", "[1]", "[]", "7", "\"text\"", "true", "nonsense", "{} {}");
    }

    /** A creation without a required field is rejected. */
    @ParameterizedTest
    @MethodSource("requiredFields")
    void requiredFieldMustBePresent(RecordKind kind, String key) {
        Answer answer = owner(kind).post(kind.path(person), kind.body().without(key));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo(key + ": is required.");
    }

    static Stream<Arguments> requiredFields() {
        return fields().filter(field -> field.get()[0] != RecordKind.BLOOD_GLUCOSE_METER
                || List.of("mobile_id", "serial_number").contains(field.get()[1].toString()));
    }

    /** No field may be null, in a creation or a change. */
    @ParameterizedTest
    @MethodSource("fields")
    void noFieldMayBeNull(RecordKind kind, String key) {
        assertRejected(kind, kind.body().with(key, null).json(), key);
        assertChangeRejected(kind, Body.empty().with(key, null).json(), key);
    }

    /** A value of another JSON type is rejected, not converted. */
    @ParameterizedTest
    @MethodSource("fields")
    void noValueIsConverted(RecordKind kind, String key) {
        Object valid = kind.body().values().get(key);
        for (Object invalid : new Object[] {7, 7.5, true, "text", "", List.of("x"), Map.of("x", 1)}) {
            boolean sameType = (valid instanceof Number && invalid instanceof Number)
                    || (valid instanceof Boolean && invalid instanceof Boolean)
                    || (valid instanceof String && invalid instanceof String && !key.startsWith("date_"));
            if (!sameType) {
                assertRejected(kind, kind.body().with(key, invalid).json(), key);
                assertChangeRejected(kind, Body.empty().with(key, invalid).json(), key);
            }
        }
    }

    /** Text that PostgreSQL cannot store is rejected. */
    @ParameterizedTest
    @MethodSource("textFields")
    void textMustBeStorable(RecordKind kind, String key) {
        for (String escaped : new String[] {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800"}) {
            String body = kind.body().with(key, "HERE").json().replace("HERE", escaped);
            assertRejected(kind, body, key);
            assertChangeRejected(kind, "{\"" + key + "\":\"" + escaped + "\"}", key);
        }
    }

    /** Invalid dates and dates without an offset are rejected. */
    @ParameterizedTest
    @MethodSource("dateFields")
    void dateMustBeValidWithAnOffset(RecordKind kind, String key) {
        for (String invalid : new String[] {
            "2019-08-11",
            "2019-08-11T11:59:50.123",
            "2019-02-29T00:00:00.000Z",
            "2019-13-01T00:00:00.000Z",
            "2019-01-01T25:00:00.000Z",
            "2019-01-01T00:00:60.000Z",
            "2019-01-01T00:00:00.000+18:01",
            "2019-01-01T00:00:00.Z",
            "+002019-01-01T00:00:00Z",
            "+012019-01-01T00:00:00Z",
            "2019-366T00:00:00Z",
            "2019-W53-1T00:00:00Z",
            "2019-W01-8T00:00:00Z",
            "2019-0101T00:00:00Z",
            "2019-01-01T00:0000Z",
            "2019-01-01T00Z",
            "2019-01-01T00:00:00.000+24:00",
            "0000-01-01T00:00:00.000Z",
            "10000-01-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999-01:00",
            "1565521190",
            "yesterday"
        }) {
            assertRejected(kind, kind.body().with(key, invalid).json(), key);
            assertChangeRejected(kind, Body.empty().with(key, invalid).json(), key);
        }
    }

    /** The rejection of a date says how large an offset may be. */
    @ParameterizedTest
    @MethodSource("dateFields")
    void refusalOfADateNamesTheLargestOffset(RecordKind kind, String key) {
        Answer rejected = owner(kind).post(kind.path(person), kind.body().with(key, "2019-01-01T00:00:00+19:00"));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(key + ": ").contains("18 hours");
    }

    /** A duplicate key is rejected. */
    @ParameterizedTest
    @EnumSource
    void keyMustBeUnique(RecordKind kind) {
        assertRejected(kind, kind.body().json().replace("{", "{\"app_version\":\"1\","), "app_version");
    }

    /** Unknown keys of installations are rejected. In a change, the audit keys are also unknown. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void unknownKeyOfAnInstallationIsRejected(RecordKind kind) {
        for (String key : new String[] {"surprise", "patient_id", "clinician_id", "", "appVersion", "created_by_"}) {
            assertRejected(kind, kind.body().with(key, "x").json(), key + ": unexpected key.");
        }
        for (String key : new String[] {"surprise", "uuid", "created", "modified_by"}) {
            assertChangeRejected(kind, Body.empty().with(key, "x").json(), key + ": unexpected key.");
        }
    }

    /** Outside production a creation may contain audit keys; they are ignored. */
    @ParameterizedTest
    @EnumSource
    void auditKeysOfACreationAreIgnored(RecordKind kind) {
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

    /** The device code of an installation cannot be changed. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void deviceCodeCannotBeChanged(RecordKind kind) {
        assertChangeRejected(kind, "{\"unique_device_code\":\"other\"}", "unique_device_code: cannot be changed.");
    }

    /** Numbers that exceed a double, and invalid numbers, are rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "NaN", "Infinity", "\"5\"", "0x10", "05", "1e", "."})
    void bloodGlucoseValueMustBeAFiniteNumber(String number) {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        assertRejected(
                kind,
                kind.body().with("blood_glucose_value", 5.4).json().replace("5.4", number),
                "blood_glucose_value");
        assertChangeRejected(kind, "{\"blood_glucose_value\":" + number + "}", "blood_glucose_value");
    }

    /** A text has a maximum length in characters, as PostgreSQL counts them. For a phone's id it is the length of the column. */
    @ParameterizedTest
    @MethodSource("textFields")
    void textHasALimit(RecordKind kind, String key) {
        int maxLength = key.equals("mobile_id") ? 36 : 1_024;
        for (String character : new String[] {"x", "\uD83D\uDCF1"}) {
            Body longest = kind.body().with(key, character.repeat(maxLength));
            String tooLong = character.repeat(maxLength + 1);
            String message = key + ": must have at most " + maxLength + " characters.";

            Answer created = owner(kind).post(kind.path(person), longest);

            assertThat(created.status()).isEqualTo(kind.created());
            assertThat(created.json().get(key).asString()).isEqualTo(character.repeat(maxLength));
            assertRejected(kind, longest.with(key, tooLong).json(), message);
            if (kind.changeable(key)) {
                assertChangeRejected(kind, Body.empty().with(key, tooLong).json(), message);
            }
        }
    }

    /** A deeply nested body is rejected without recursion. */
    @ParameterizedTest
    @EnumSource
    void deepNestingIsRejected(RecordKind kind) {
        assertRejected(kind, "{\"app_version\":" + "[".repeat(60_000), "app_version");
        assertRejected(kind, "[".repeat(60_000), "The body");
        assertRejected(kind, "{\"x\":".repeat(10_000), "");
    }

    private void assertRejected(RecordKind kind, String body, String expected) {
        Answer answer = owner(kind).post(kind.path(person), body);

        assertProblem(answer, expected, body);
    }

    private void assertChangeRejected(RecordKind kind, String body, String expected) {
        String path = kind.path(person) + "/"
                + owner(kind).post(kind.path(person), kind.body()).uuid();
        Answer before = owner(kind).get(path);

        assertProblem(owner(kind).patch(path, body), expected, body);

        assertThat(owner(kind).get(path).json()).isEqualTo(before.json());
    }

    private static void assertProblem(Answer answer, String expected, String body) {
        String sent = body.substring(0, Math.min(body.length(), 200));
        assertThat(answer.status()).as(sent).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail()).as(sent).contains(expected);
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
        return fields().filter(field -> !field.get()[1].toString().startsWith("date_")
                && ((RecordKind) field.get()[0]).body().values().get(field.get()[1].toString()) instanceof String);
    }

    static Stream<Arguments> dateFields() {
        return fields().filter(field -> field.get()[1].toString().startsWith("date_"));
    }
}
