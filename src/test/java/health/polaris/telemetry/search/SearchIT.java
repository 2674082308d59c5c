package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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

        assertThat(fleet.ask(INSTALLATIONS).json().valueStream())
                .containsExactly(newest.json(), desktop.json(), phone.json());
        assertThat(ids("kind", "patient")).containsExactly(newest.uuid(), phone.uuid());
        assertThat(ids("kind", "clinician")).containsExactly(desktop.uuid());
    }

    /** Filters by platform ignore case and surrounding white space, as the figures about platforms do. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, manufacturer, manufacturer",
        "PATIENT_INSTALLATION, model, model",
        "PATIENT_INSTALLATION, phone_os, os",
        "PATIENT_INSTALLATION, phone_os_version, os_version",
        "CLINICIAN_INSTALLATION, desktop_os, os",
        "CLINICIAN_INSTALLATION, desktop_os_version, os_version",
        "BLOOD_GLUCOSE_METER, serial_number, serial_number",
    })
    void platformFilterIgnoresCase(RecordKind kind, String field, String filter) {
        String text = "Ab? %_'\"IÉ 1.10 " + "x".repeat(60);
        Answer found = fleet.store(kind, person, kind.body().with(field, text + " "));
        Answer lower = fleet.store(kind, person, kind.body().with(field, text.toLowerCase(Locale.ROOT)));
        fleet.store(kind, person, kind.body().with(field, text + "y"));

        Answer answer = fleet.ask(kind.search(), filter, " " + text.toUpperCase(Locale.ROOT));

        assertThat(TestFleet.ids(answer.json())).containsExactly(lower.uuid(), found.uuid());
    }

    /** Text filters match the whole text, and are case-sensitive. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, app_version, app_version",
        "PATIENT_INSTALLATION, unique_device_code, unique_device_code",
        "CLINICIAN_INSTALLATION, app_version, app_version",
        "CLINICIAN_INSTALLATION, unique_device_code, unique_device_code",
        "BLOOD_GLUCOSE_METER, app_version, app_version",
    })
    void textFilterMatchesExactly(RecordKind kind, String field, String filter) {
        String text = "Ab? %_'\"é 1.10 " + "x".repeat(60);
        Answer found = fleet.store(kind, person, kind.body().with(field, text));
        fleet.store(kind, person, kind.body().with(field, text + "y"));
        fleet.store(kind, person, kind.body().with(field, text.toLowerCase(Locale.ROOT)));

        Answer answer = fleet.ask(kind == RecordKind.BLOOD_GLUCOSE_METER ? METERS : INSTALLATIONS, filter, text);

        assertThat(TestFleet.ids(answer.json())).containsExactly(found.uuid());
    }

    /**
     * Text filters match the whole text, although the index holds only its first 64 characters. A character may be a
     * surrogate pair.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 63, 64, 65, 200})
    void textFilterMatchesBeyondTheIndexedLength(int characters) {
        String text = "\ud83d\udcf1".repeat(characters);
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", text + "y"));
        Answer found = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", text));

        assertThat(ids("model", text)).containsExactly(found.uuid());
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

    /** The start of a time range is inclusive, its end exclusive. */
    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z, 2020-01-02T00:00:00Z, true",
        "2020-01-01T12:00:00Z, 2020-01-01T12:00:01Z, true",
        "2020-01-01T13:00:00+01:00, 2020-01-02T00:00:00Z, true",
        "2020-01-01T12:00:00.001Z, 2020-01-02T00:00:00Z, false",
        "2020-01-01T00:00:00Z, 2020-01-01T12:00:00Z, false"
    })
    void timeRangeIncludesItsStartOnly(String from, String to, boolean found) {
        String noon = "2020-01-01T12:00:00Z";
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("date_first_launched", noon));
        fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                person,
                Body.clinicianInstallation().with("date_first_used", noon));
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("date_verified", noon));

        assertThat(ids("first_used_from", from, "first_used_to", to)).hasSize(found ? 2 : 0);
        assertThat(fleet.ask(METERS, "verified_from", from, "verified_to", to).json())
                .hasSize(found ? 1 : 0);
    }

    /** A search by a time range is sorted by that time, for both kinds together and across pages. */
    @Test
    void timeRangeIsSortedByItsTime() {
        Answer last = fleet.installed(person, "1", "2020-01-03");
        Answer first = fleet.installed(person, "1", "2020-01-01");
        Answer between = fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                person,
                Body.clinicianInstallation().with("date_first_used", "2020-01-02T00:00:00+01:00"));
        fleet.installed(person, "1", "2019-12-31");

        Answer page = fleet.ask(INSTALLATIONS, "first_used_from", "2020-01-01T00:00:00Z", "limit", "2");
        Answer next = TestFleet.support().get(INSTALLATIONS + TestFleet.next(page));

        assertThat(TestFleet.ids(page.json())).containsExactly(last.uuid(), between.uuid());
        assertThat(TestFleet.ids(next.json())).containsExactly(first.uuid());
        assertThat(next.header("Link")).isEmpty();
    }

    /** A meter without a date of verification is sorted by its time of creation. */
    @Test
    void undatedVerificationIsSortedByCreation() {
        Answer undated = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().without("date_verified"));
        Answer dated = fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter());

        Answer page = fleet.ask(METERS, "verified_from", "2020-01-01T00:00:00Z", "limit", "1");
        Answer next = TestFleet.support().get(METERS + TestFleet.next(page));

        assertThat(TestFleet.ids(page.json())).containsExactly(undated.uuid());
        assertThat(TestFleet.ids(next.json())).containsExactly(dated.uuid());
    }

    /** Records are found by time of creation and of last change. */
    @Test
    void recordsAreFoundByCreationAndChange() {
        Answer stored = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        String time = stored.json().get("created").asString();

        assertThat(ids("created_from", time)).containsExactly(stored.uuid());
        assertThat(ids("modified_from", time)).containsExactly(stored.uuid());
        assertThat(ids("created_to", time)).isEmpty();
        assertThat(ids("modified_to", time)).isEmpty();
    }

    /** The filter for latest installations applies before the other filters. */
    @Test
    void latestFilterAppliesBeforeOthers() {
        Answer updated = fleet.installed(person, "2", "2020-02-01");
        fleet.installed(person, "1", "2020-01-01");
        Answer latest = fleet.installed(TestFleet.person(), "1", "2020-03-01");

        assertThat(ids("latest", "true")).containsExactly(latest.uuid(), updated.uuid());
        assertThat(ids("latest", "true", "app_version", "1")).containsExactly(latest.uuid());
        assertThat(ids("latest", "false", "app_version", "1")).hasSize(2);
    }

    /** A person with two products has one latest installation. The other filters never select an older one. */
    @Test
    void latestIsDeterminedAcrossProducts() {
        String oldVersion = "old " + person;
        fleet.installed(person, oldVersion, "2020-01-01");
        TestFleet newer = TestFleet.empty();
        Answer latest = newer.installed(person, "1", "2020-02-01");

        assertThat(ids("latest", "true")).isEmpty();
        assertThat(ids("latest", "true", "app_version", oldVersion)).isEmpty();
        assertThat(TestFleet.ids(newer.ask(INSTALLATIONS, "latest", "true").json()))
                .containsExactly(latest.uuid());
        assertThat(TestFleet.ids(TestFleet.support()
                        .get(INSTALLATIONS + "?latest=true&patient_id=" + person)
                        .json()))
                .containsExactly(latest.uuid());
    }

    /** An installation first used more than a day in the future is marked, can be found, and is never the latest one. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, date_first_launched, true",
        "CLINICIAN_INSTALLATION, date_first_used, true",
        "BLOOD_GLUCOSE_METER, date_verified, false"
    })
    void implausibleDateIsMarked(RecordKind kind, String date, boolean hasLatest) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        Answer today = fleet.store(
                kind, person, kind.body().with(date, now.plusHours(23).toString()));
        Answer tomorrow = fleet.store(
                kind, person, kind.body().with(date, now.plusHours(25).toString()));
        Answer buddhist = fleet.store(kind, person, kind.body().with(date, "2569-11-02T08:00:00+07:00"));

        JsonNode all = fleet.ask(kind.search()).json();

        assertThat(buddhist.status()).isEqualTo(kind.created());
        assertThat(TestFleet.ids(all)).containsExactly(buddhist.uuid(), tomorrow.uuid(), today.uuid());
        assertThat(all.valueStream().map(one -> one.path("implausible_date").asString("-")))
                .containsExactly("true", "true", "-");
        assertThat(TestFleet.ids(
                        fleet.ask(kind.search(), "implausible_date", "true").json()))
                .containsExactly(buddhist.uuid(), tomorrow.uuid());
        assertThat(TestFleet.ids(
                        fleet.ask(kind.search(), "implausible_date", "false").json()))
                .containsExactly(today.uuid());
        if (hasLatest) {
            assertThat(TestFleet.ids(fleet.ask(kind.search(), "latest", "true").json()))
                    .containsExactly(today.uuid());
        }
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
