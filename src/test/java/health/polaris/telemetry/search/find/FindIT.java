package health.polaris.telemetry.search.find;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** People are found by whatever the caller knows. */
class FindIT extends Contract {
    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();
    private final String known = "Ab" + UUID.randomUUID();

    /** A person is found by the id, its beginning, and in other case and with surrounding white space. */
    @ParameterizedTest
    @EnumSource
    void personIsFoundById(RecordKind kind) {
        fleet.store(kind, person, kind.body());

        for (String text : List.of(person, person.substring(0, 13), "  " + person.toUpperCase(Locale.ROOT) + " ")) {
            JsonNode match = only(find(text), kind.claim());

            assertThat(match.get("person_id").asString()).isEqualTo(person);
            assertThat(match.get("kind").asString() + "_id").isEqualTo(kind.claim());
            assertThat(match.get("value").asString()).isEqualTo(person);
            assertThat(match.get("uuid").isNull()).isTrue();
        }
    }

    /** A person is found once, however many records of both kinds there are. */
    @Test
    void personIsFoundOnce() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installed(person, "2", "2020-02-01");
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("serial_number", known));
        Answer last = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                Body.bloodGlucoseMeter().with("serial_number", known).with("app_version", "3"));

        JsonNode match = only(find(person), "patient_id");

        assertThat(match.get("app_product").asString()).isEqualTo(fleet.product());
        assertThat(match.get("app_version").asString()).isEqualTo("2");
        assertThat(match.get("serial_number").asString()).isEqualTo(known);
        assertThat(match.get("last_heard")).isEqualTo(last.json().get("modified"));
    }

    /** A person is found by the start of a device code, in any case. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void personIsFoundByDeviceCode(RecordKind kind) {
        Answer stored = fleet.store(kind, person, kind.body().with("unique_device_code", " " + known + "-77"));

        JsonNode match = only(find(known.toUpperCase(Locale.ROOT)), "unique_device_code");

        assertThat(match.get("person_id").asString()).isEqualTo(person);
        assertThat(match.get("value").asString()).isEqualTo(" " + known + "-77");
        assertThat(match.get("uuid").asString()).isEqualTo(stored.uuid());
    }

    /** A person is found by the start of a serial number, however it is written, and by the id of the phone. */
    @Test
    void personIsFoundByMeter() {
        String phone = UUID.randomUUID().toString();
        Answer stored = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                Body.bloodGlucoseMeter()
                        .with("serial_number", known.substring(0, 10) + " \u200b" + known.substring(10) + "-0001")
                        .with("mobile_id", phone));

        assertThat(only(find(known.toLowerCase(Locale.ROOT) + "-"), "serial_number")
                        .get("uuid")
                        .asString())
                .isEqualTo(stored.uuid());
        assertThat(only(find(phone.substring(0, 20)), "mobile_id")
                        .get("person_id")
                        .asString())
                .isEqualTo(person);
    }

    /** A person is found by the id of a record. */
    @ParameterizedTest
    @EnumSource
    void personIsFoundByRecord(RecordKind kind) {
        String id = fleet.store(kind, person, kind.body()).uuid();

        JsonNode match = only(
                find(id.toUpperCase(Locale.ROOT)),
                kind == RecordKind.BLOOD_GLUCOSE_METER ? "blood_glucose_meter" : "installation");

        assertThat(match.get("person_id").asString()).isEqualTo(person);
        assertThat(match.get("uuid").asString()).isEqualTo(id);
    }

    /** A text in the middle of another, a similar one, and one that only wildcards would match, are not found. */
    @Test
    void otherTextsAreNotFound() {
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("unique_device_code", known));

        assertThat(find(known.substring(2)).get("found")).isEmpty();
        assertThat(find(known + "x").get("found")).isEmpty();
        assertThat(find(known.substring(0, 9) + "%").get("found")).isEmpty();
        assertThat(find(known.substring(0, 9) + "_").get("found")).isEmpty();
        assertThat(find("%_%\\").get("found")).isEmpty();
    }

    /** Texts are compared beyond the indexed length, and may have any character. */
    @ParameterizedTest
    @ValueSource(strings = {"100%_\\'\"?", "É\ud83d\udcf1ß", "x"})
    void wholeTextIsCompared(String text) {
        String code = known + text.repeat(40);
        Answer stored = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("unique_device_code", code));
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                TestFleet.person(),
                Body.patientInstallation().with("unique_device_code", known + text.repeat(30) + "y"));

        assertThat(only(find(known + text.repeat(35)), "unique_device_code")
                        .get("uuid")
                        .asString())
                .isEqualTo(stored.uuid());
    }

    /** At most 20 people are listed, those with the equal text first, and the answer says that there are more. */
    @Test
    void longListsAreCut() throws SQLException {
        Database.execute(ManyPhones.of(25)
                .with("unique_device_code", "'" + known + "-' || n")
                .insert());
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("unique_device_code", known));

        JsonNode group = group(find(known), "unique_device_code");

        assertThat(group.get("matches")).hasSize(20);
        assertThat(group.get("more").asBoolean()).isTrue();
        assertThat(group.at("/matches/0/person_id").asString()).isEqualTo(person);
        assertThat(group(find(known + "-1"), "unique_device_code").get("matches"))
                .hasSize(11);
        assertThat(group(find(known + "-1"), "unique_device_code").get("more").asBoolean())
                .isFalse();
    }

    /** The answer says that there may be more if one person alone has many records. */
    @Test
    void manyRecordsOfOnePersonMayHideOthers() throws SQLException {
        Database.execute(ManyPhones.of(Find.MAX_READ)
                .with("patient_id", "'" + person + "'")
                .with("unique_device_code", "'" + known + "'")
                .insert());

        JsonNode group = group(find(known), "unique_device_code");

        assertThat(group.get("matches")).hasSize(1);
        assertThat(group.get("more").asBoolean()).isTrue();
    }

    /** A text of 10,000 characters is compared like any other. */
    @Test
    void veryLongTextFindsNothing() {
        assertThat(find(UUID.randomUUID().toString().repeat(300)).get("found")).isEmpty();
    }

    /** A text that is missing, too short, or of invisible characters is rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?q=",
                "?q=ab",
                "?q=%20ab%20",
                "?q=a%20b",
                "?q=%E2%80%8B%E2%80%8B%E2%80%8B%E2%80%8B",
                "?q=abc&q=def",
                "?q=ab%00c"
            })
    void insufficientTextIsRejected(String query) {
        Answer rejected = TestFleet.support().get("/dhos/v1/find" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("q: ");
    }

    private JsonNode find(String text) {
        return find(TestFleet.support(), text).json();
    }

    static Answer find(Client client, String text) {
        return client.get("/dhos/v1/find?q=" + TestFleet.encoded(text));
    }

    private static JsonNode group(JsonNode findings, String field) {
        return findings.get("found")
                .valueStream()
                .filter(group -> group.get("field").asString().equals(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
    }

    private static JsonNode only(JsonNode findings, String field) {
        JsonNode group = group(findings, field);
        assertThat(group.get("matches")).hasSize(1);
        assertThat(group.get("more").asBoolean()).isFalse();
        return group.at("/matches/0");
    }
}
