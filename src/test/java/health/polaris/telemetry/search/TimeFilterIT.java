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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Filters by time, the order of their results, and implausible dates. */
class TimeFilterIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

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

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }
}
