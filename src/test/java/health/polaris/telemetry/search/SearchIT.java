package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches across people. */
class SearchIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** The result has installations of both kinds, newest first. Its elements equal the responses to single reads. */
    @Test
    void searchFindsBothKinds() {
        Answer phone = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        Answer desktop = fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        Answer newest = fleet.store(RecordKind.PATIENT_INSTALLATION, TestFleet.person(), Body.patientInstallation());

        assertThat(TestFleet.records(fleet.ask(INSTALLATIONS).json()))
                .containsExactly(newest.json(), desktop.json(), phone.json());
        assertThat(ids("kind", "patient")).containsExactly(newest.uuid(), phone.uuid());
        assertThat(ids("kind", "clinician")).containsExactly(desktop.uuid());
    }

    /** Records are found by person, and meters by phone as well. */
    @Test
    void recordsAreFoundByPerson() {
        Answer phone = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        Answer desktop = fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        Answer meter = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("mobile_id", "m"));
        fleet.store(RecordKind.PATIENT_INSTALLATION, TestFleet.person(), Body.patientInstallation());
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, TestFleet.person(), Body.bloodGlucoseMeter());

        assertThat(ids("patient_id", person)).containsExactly(phone.uuid());
        assertThat(ids("clinician_id", person)).containsExactly(desktop.uuid());
        assertThat(TestFleet.ids(fleet.ask(METERS, "patient_id", person).json()))
                .containsExactly(meter.uuid());
        assertThat(TestFleet.ids(fleet.ask(METERS, "mobile_id", "m").json())).containsExactly(meter.uuid());
    }

    /** Verifications are found by result (correct, incorrect, unknown), and by plausibility of the value. */
    @Test
    void verificationsAreFoundByResult() {
        Answer correct = meter(Map.of("is_bg_value_correct", true, "blood_glucose_value", 35.0));
        Answer incorrect = meter(Map.of("is_bg_value_correct", false, "blood_glucose_value", 35.1));
        Answer unknown = meter(Map.of());

        assertThat(meters("is_bg_value_correct", "true")).containsExactly(correct.uuid());
        assertThat(meters("is_bg_value_correct", "false")).containsExactly(incorrect.uuid());
        assertThat(meters("is_bg_value_correct", "unknown")).containsExactly(unknown.uuid());
        assertThat(meters("implausible", "true")).containsExactly(incorrect.uuid());
        assertThat(meters("implausible", "false")).containsExactly(correct.uuid());
    }

    /** Several filters must all match. */
    @Test
    void filtersCanBeCombined() {
        Answer found = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a").with("app_version", "1"));
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "b").with("app_version", "1"));
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a").with("app_version", "2"));

        assertThat(ids("model", "a", "app_version", "1", "patient_id", person, "kind", "patient"))
                .containsExactly(found.uuid());
    }

    /** The problem detail names the invalid parameter and the expected value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour=red",
                "App_Version=1",
                "kind=meter",
                "latest=yes",
                "limit=many",
                "created_from=2020-01-01",
                "created_to=2020-01-01T00:00:00",
                "first_used_from=2020-01-01T00:00:00+01:00",
                "model=a%00b",
                "serial_number=1",
                "model_starts=",
                "model_starts=%20",
                "model_starts=a&model_starts=b",
                "kind=patient&kind=clinician",
                "version_below=unknown&app_product=GDM",
                "silent_for_days=0",
                "heard_within_days=1.5",
                "count=yes",
                "cursor=!"
            })
    void badParameterIsNamed(String query) {
        Answer rejected = TestFleet.support().get(INSTALLATIONS + "?" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(query.substring(0, query.indexOf('=')) + ": ");
    }

    /** Filters that no selected kind supports together are rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"kind=clinician&model=a", "patient_id=p&clinician_id=c", "clinician_id=c&manufacturer=a"})
    void contradictingFiltersAreRejected(String query) {
        assertThat(TestFleet.support().get(INSTALLATIONS + "?" + query).status())
                .isEqualTo(400);
    }

    /** Malformed percent encoding does not cause a server error. */
    @ParameterizedTest
    @ValueSource(strings = {"model=%25zz", "model=%ff", "model=", "model"})
    void malformedEncodingIsNoServerError(String query) {
        assertThat(TestFleet.support().get(INSTALLATIONS + "?" + query).status())
                .isIn(200, 400);
    }

    private Answer meter(Map<String, Object> result) {
        Body body = Body.bloodGlucoseMeter().without("is_bg_value_correct").without("blood_glucose_value");
        for (Map.Entry<String, Object> value : result.entrySet()) {
            body = body.with(value.getKey(), value.getValue());
        }
        return fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, body);
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }

    private List<String> meters(String... parameters) {
        return TestFleet.ids(fleet.ask(METERS, parameters).json());
    }
}
