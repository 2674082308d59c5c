package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rules for blood glucose meters only. */
class MeterIT extends Contract {
    private static final RecordKind KIND = RecordKind.BLOOD_GLUCOSE_METER;
    private static final Body MINIMAL = Body.empty().with("mobile_id", "m").with("serial_number", "s");

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);

    /** Omitted fields are null in the response, and can be set later. */
    @Test
    void optionalFieldsMayBeOmitted() {
        Answer created = owner.post(path, MINIMAL);

        assertThat(created.status()).isEqualTo(201);
        for (String key : KIND.body().keys()) {
            assertThat(created.json().get(key).isNull())
                    .as(key)
                    .isEqualTo(!MINIMAL.keys().contains(key));
        }
        JsonNode verified = owner.patch(path + "/" + created.uuid(), "{\"is_bg_value_correct\":false}")
                .json();
        assertThat(verified.get("is_bg_value_correct").asBoolean(true)).isFalse();
    }

    /** Values that the original service stored, but JSON cannot express, are null. */
    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void storedValueThatIsNoNumberIsNull(String value) throws SQLException {
        Answer created = owner.post(path, MINIMAL.with("blood_glucose_value", 5));
        Database.execute("update blood_glucose_meter set blood_glucose_value = '%s' where uuid = '%s'"
                .formatted(value, created.uuid()));

        JsonNode found = owner.get(path + "/" + created.uuid()).json();
        JsonNode listed = TestFleet.records(TestFleet.support()
                        .get(KIND.search() + "?patient_id=" + person)
                        .json())
                .findFirst()
                .orElseThrow();

        assertThat(found.get("blood_glucose_value").isNull()).isTrue();
        assertThat(listed).isEqualTo(found);
    }

    /** Manufacturer, model and firmware are stored, changed, found and exported; a meter without them has no such keys. */
    @Test
    void deviceOfAMeterIsStored() {
        Body device =
                Body.empty().with("manufacturer", "Acme").with("model", "M1").with("firmware_version", "2.0");
        Answer plain = owner.post(path, MINIMAL);
        Body full = MINIMAL.with("manufacturer", "Acme").with("model", "M1").with("firmware_version", "1.0");

        Answer created = owner.post(path, full);
        Answer changed = owner.patch(path + "/" + plain.uuid(), device);

        assertThat(plain.json().propertyNames()).doesNotContain("manufacturer", "model", "firmware_version");
        assertThat(created.json().get("firmware_version").asString()).isEqualTo("1.0");
        assertThat(changed.json().get("manufacturer").asString()).isEqualTo("Acme");
        assertThat(TestFleet.ids(TestFleet.support()
                        .get(KIND.search() + "?model=m1&firmware_version=2.0&patient_id=" + person)
                        .json()))
                .containsExactly(plain.uuid());
        assertThat(owner.get(path + "/" + plain.uuid() + "/history")
                        .json()
                        .at("/versions/0/changed")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("manufacturer", "model", "firmware_version");
        assertThat(TestFleet.support("text/csv")
                        .get(KIND.search() + "?patient_id=" + person)
                        .text())
                .contains(",\"manufacturer\",\"model\",\"firmware_version\",")
                .contains(",\"Acme\",\"M1\",\"1.0\",");
    }

    /** Manufacturer, model and firmware must be text. */
    @ParameterizedTest
    @ValueSource(strings = {"manufacturer", "model", "firmware_version"})
    void deviceOfAMeterIsText(String key) {
        Answer rejected = owner.post(path, MINIMAL.with(key, 5));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(key + ": ");
    }

    /** An integer is accepted as a number. */
    @Test
    void integerIsAcceptedAsANumber() {
        Answer created = owner.post(path, MINIMAL.with("blood_glucose_value", 5));

        assertThat(created.text()).contains("\"blood_glucose_value\":5.0");
    }

    /** Unknown keys are ignored in creations and changes. */
    @Test
    void unknownKeysAreIgnored() {
        Answer created = owner.post(path, MINIMAL.with("surprise", null).with("uuid", "mine"));
        assertThat(created.status()).isEqualTo(201);

        Answer changed = owner.patch(path + "/" + created.uuid(), "{\"surprise\":[1],\"created_by\":7}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json()).isEqualTo(created.json());
    }

    /** A change may repeat the id of its patient. */
    @Test
    void changeMayRepeatItsPatient() {
        String meter = path + "/" + owner.post(path, MINIMAL).uuid();

        Answer changed =
                owner.patch(meter, Body.empty().with("patient_id", person).with("serial_number", "2"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("serial_number").asString()).isEqualTo("2");
    }

    /** A change with another patient's id is rejected, and changes nothing. */
    @Test
    void meterCannotBeMovedToAnotherPatient() {
        Answer created = owner.post(path, MINIMAL);
        String meter = path + "/" + created.uuid();

        Answer moved =
                owner.patch(meter, Body.empty().with("patient_id", "another").with("serial_number", "2"));

        assertThat(moved.status()).isEqualTo(403);
        assertThat(moved.detail()).contains("patient_id");
        assertThat(owner.get(meter).json()).isEqualTo(created.json());
    }

    /** The patient's id must be text. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "{}", "true"})
    void patientMustBeText(String value) {
        String meter = path + "/" + owner.post(path, MINIMAL).uuid();

        Answer answer = owner.patch(meter, "{\"patient_id\":" + value + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("patient_id");
    }
}
