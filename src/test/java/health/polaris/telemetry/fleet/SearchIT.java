package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches across people. */
class SearchIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final Fleet fleet = Fleet.empty();
    private final String person = Fleet.person();

    /** Installations of both kinds, newest first, each as it is answered alone. */
    @Test
    void findsBothKinds() {
        Answer phone = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        Answer desktop = fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        Answer newest = fleet.store(RecordKind.PATIENT_INSTALLATION, Fleet.person(), Body.patientInstallation());

        assertThat(fleet.ask(INSTALLATIONS).json().valueStream())
                .containsExactly(newest.json(), desktop.json(), phone.json());
        assertThat(ids("kind", "patient")).containsExactly(newest.uuid(), phone.uuid());
        assertThat(ids("kind", "clinician")).containsExactly(desktop.uuid());
    }

    /** Each filter on a text finds exactly this text, and not the same with another case or more behind it. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, app_version, app_version",
        "PATIENT_INSTALLATION, phone_os, os",
        "PATIENT_INSTALLATION, phone_os_version, os_version",
        "PATIENT_INSTALLATION, manufacturer, manufacturer",
        "PATIENT_INSTALLATION, model, model",
        "PATIENT_INSTALLATION, unique_device_code, unique_device_code",
        "CLINICIAN_INSTALLATION, app_version, app_version",
        "CLINICIAN_INSTALLATION, desktop_os, os",
        "CLINICIAN_INSTALLATION, desktop_os_version, os_version",
        "CLINICIAN_INSTALLATION, unique_device_code, unique_device_code",
        "BLOOD_GLUCOSE_METER, app_version, app_version",
        "BLOOD_GLUCOSE_METER, serial_number, serial_number",
    })
    void textIsFound(RecordKind kind, String field, String filter) {
        String text = "Ab? %_'\"é 1.10 " + "x".repeat(60);
        Answer found = fleet.store(kind, person, kind.body().with(field, text));
        fleet.store(kind, person, kind.body().with(field, text + "y"));
        fleet.store(kind, person, kind.body().with(field, text.toLowerCase(Locale.ROOT)));

        Answer answer = fleet.ask(kind == RecordKind.BLOOD_GLUCOSE_METER ? METERS : INSTALLATIONS, filter, text);

        assertThat(Fleet.ids(answer.json())).containsExactly(found.uuid());
    }

    /** A text is found whole, however much of it is in the index: the first 64 characters, one of which may be two of Java's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 63, 64, 65, 200})
    void textIsFoundWhole(int characters) {
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

    /** A filter by person, or by the phone of a meter. */
    @Test
    void personIsFound() {
        Answer phone = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        Answer desktop = fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        Answer meter = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("mobile_id", "m"));
        fleet.store(RecordKind.PATIENT_INSTALLATION, Fleet.person(), Body.patientInstallation());
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, Fleet.person(), Body.bloodGlucoseMeter());

        assertThat(ids("patient_id", person)).containsExactly(phone.uuid());
        assertThat(ids("clinician_id", person)).containsExactly(desktop.uuid());
        assertThat(Fleet.ids(fleet.ask(METERS, "patient_id", person).json())).containsExactly(meter.uuid());
        assertThat(Fleet.ids(fleet.ask(METERS, "mobile_id", "m").json())).containsExactly(meter.uuid());
    }

    /** From a point in time on, and up to but without another. */
    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z, 2020-01-02T00:00:00Z, true",
        "2020-01-01T12:00:00Z, 2020-01-01T12:00:01Z, true",
        "2020-01-01T13:00:00+01:00, 2020-01-02T00:00:00Z, true",
        "2020-01-01T12:00:00.001Z, 2020-01-02T00:00:00Z, false",
        "2020-01-01T00:00:00Z, 2020-01-01T12:00:00Z, false"
    })
    void timeIsFound(String from, String to, boolean found) {
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

    /** What is searched by a time is in the order of that time, of both kinds together and from page to page. */
    @Test
    void rangeIsInTheOrderOfItsTime() {
        Answer last = fleet.installed(person, "1", "2020-01-03");
        Answer first = fleet.installed(person, "1", "2020-01-01");
        Answer between = fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                person,
                Body.clinicianInstallation().with("date_first_used", "2020-01-02T00:00:00+01:00"));
        fleet.installed(person, "1", "2019-12-31");

        Answer page = fleet.ask(INSTALLATIONS, "first_used_from", "2020-01-01T00:00:00Z", "limit", "2");
        Answer next = Fleet.support().get(INSTALLATIONS + Fleet.next(page));

        assertThat(Fleet.ids(page.json())).containsExactly(last.uuid(), between.uuid());
        assertThat(Fleet.ids(next.json())).containsExactly(first.uuid());
        assertThat(next.header("Link")).isEmpty();
    }

    /** A meter without a date of its verification is where it was stored. */
    @Test
    void undatedVerificationIsWhereItWasStored() {
        Answer undated = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().without("date_verified"));
        Answer dated = fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter());

        Answer page = fleet.ask(METERS, "verified_from", "2020-01-01T00:00:00Z", "limit", "1");
        Answer next = Fleet.support().get(METERS + Fleet.next(page));

        assertThat(Fleet.ids(page.json())).containsExactly(undated.uuid());
        assertThat(Fleet.ids(next.json())).containsExactly(dated.uuid());
    }

    /** When it was stored, and when it was changed last. */
    @Test
    void timeOfStoringAndChangingIsFound() {
        Answer stored = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        String time = stored.json().get("created").asString();

        assertThat(ids("created_from", time)).containsExactly(stored.uuid());
        assertThat(ids("modified_from", time)).containsExactly(stored.uuid());
        assertThat(ids("created_to", time)).isEmpty();
        assertThat(ids("modified_to", time)).isEmpty();
    }

    /** Only the latest of each person, and of these those that meet the other filters. */
    @Test
    void onlyTheLatestOfEachPerson() {
        Answer updated = fleet.installed(person, "2", "2020-02-01");
        fleet.installed(person, "1", "2020-01-01");
        Answer late = fleet.installed(Fleet.person(), "1", "2020-03-01");

        assertThat(ids("latest", "true")).containsExactly(late.uuid(), updated.uuid());
        assertThat(ids("latest", "true", "app_version", "1")).containsExactly(late.uuid());
        assertThat(ids("latest", "false", "app_version", "1")).hasSize(2);
    }

    /** Who has two products has one latest installation: the product that was used first before it is not found, by no other filter. */
    @Test
    void latestIsOneOfAllProducts() {
        String oldVersion = "old " + person;
        fleet.installed(person, oldVersion, "2020-01-01");
        Fleet newer = Fleet.empty();
        Answer latest = newer.installed(person, "1", "2020-02-01");

        assertThat(ids("latest", "true")).isEmpty();
        assertThat(ids("latest", "true", "app_version", oldVersion)).isEmpty();
        assertThat(Fleet.ids(newer.ask(INSTALLATIONS, "latest", "true").json())).containsExactly(latest.uuid());
        assertThat(Fleet.ids(Fleet.support()
                        .get(INSTALLATIONS + "?latest=true&patient_id=" + person)
                        .json()))
                .containsExactly(latest.uuid());
    }

    /** Whether a reading was right, wrong or is not known, and whether its value can be. */
    @Test
    void resultOfAVerificationIsFound() {
        Answer right = meter(Map.of("is_bg_value_correct", true, "blood_glucose_value", 35.0));
        Answer wrong = meter(Map.of("is_bg_value_correct", false, "blood_glucose_value", 35.1));
        Answer unknown = meter(Map.of());

        assertThat(meters("is_bg_value_correct", "true")).containsExactly(right.uuid());
        assertThat(meters("is_bg_value_correct", "false")).containsExactly(wrong.uuid());
        assertThat(meters("is_bg_value_correct", "unknown")).containsExactly(unknown.uuid());
        assertThat(meters("implausible", "true")).containsExactly(wrong.uuid());
        assertThat(meters("implausible", "false")).containsExactly(right.uuid());
    }

    /** All filters together must be met. */
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

    /** What cannot be understood is named, with what was expected. */
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
        Answer refused = Fleet.support().get(INSTALLATIONS + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).startsWith(query.substring(0, query.indexOf('=')) + ": ");
    }

    /** A filter that no kind of those asked for has is an error, not an empty page. */
    @ParameterizedTest
    @ValueSource(strings = {"kind=clinician&model=a", "patient_id=p&clinician_id=c", "clinician_id=c&manufacturer=a"})
    void filtersThatContradictEachOtherAreRefused(String query) {
        assertThat(Fleet.support().get(INSTALLATIONS + "?" + query).status()).isEqualTo(400);
    }

    /** Percent signs that stand for nothing do not break anything. */
    @ParameterizedTest
    @ValueSource(strings = {"model=%25zz", "model=%ff", "model=", "model"})
    void oddTextFindsNothing(String query) {
        assertThat(Fleet.support().get(INSTALLATIONS + "?" + query).status()).isIn(200, 400);
    }

    private Answer meter(Map<String, Object> result) {
        Body body = Body.bloodGlucoseMeter().without("is_bg_value_correct").without("blood_glucose_value");
        for (Map.Entry<String, Object> value : result.entrySet()) {
            body = body.with(value.getKey(), value.getValue());
        }
        return fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, body);
    }

    private List<String> ids(String... parameters) {
        return Fleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }

    private List<String> meters(String... parameters) {
        return Fleet.ids(fleet.ask(METERS, parameters).json());
    }
}
