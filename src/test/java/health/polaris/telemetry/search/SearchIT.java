package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
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

        assertThat(TestFleet.records(fleet.ask(INSTALLATIONS).json()))
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

    /** Each text filter has one for the start of the text, which compares as the filter does. Wildcards are plain characters. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, manufacturer, manufacturer, true",
        "PATIENT_INSTALLATION, model, model, true",
        "PATIENT_INSTALLATION, phone_os, os, true",
        "PATIENT_INSTALLATION, phone_os_version, os_version, true",
        "PATIENT_INSTALLATION, app_version, app_version, false",
        "PATIENT_INSTALLATION, unique_device_code, unique_device_code, false",
        "CLINICIAN_INSTALLATION, desktop_os, os, true",
        "CLINICIAN_INSTALLATION, desktop_os_version, os_version, true",
        "CLINICIAN_INSTALLATION, app_version, app_version, false",
        "CLINICIAN_INSTALLATION, unique_device_code, unique_device_code, false",
        "BLOOD_GLUCOSE_METER, serial_number, serial_number, true",
        "BLOOD_GLUCOSE_METER, manufacturer, manufacturer, true",
        "BLOOD_GLUCOSE_METER, model, model, true",
        "BLOOD_GLUCOSE_METER, firmware_version, firmware_version, true",
        "BLOOD_GLUCOSE_METER, app_version, app_version, false",
    })
    void startOfATextIsFound(RecordKind kind, String field, String filter, boolean ignoresCase) {
        String start = "Ab%_\\'" + person;
        Answer equal = fleet.store(kind, person, kind.body().with(field, start));
        Answer longer = fleet.store(kind, person, kind.body().with(field, start + "x".repeat(100)));
        fleet.store(kind, person, kind.body().with(field, "Abxx\\'" + person));
        fleet.store(kind, person, kind.body().with(field, "x" + start));

        assertThat(TestFleet.ids(
                        fleet.ask(kind.search(), filter + "_starts", start).json()))
                .containsExactly(longer.uuid(), equal.uuid());
        assertThat(TestFleet.ids(fleet.ask(kind.search(), filter + "_starts", start + "x".repeat(50))
                        .json()))
                .containsExactly(longer.uuid());
        assertThat(TestFleet.ids(fleet.ask(kind.search(), filter + "_starts", start.toLowerCase(Locale.ROOT))
                        .json()))
                .hasSize(ignoresCase ? 2 : 0);
    }

    /** The start of the id of a phone finds its meters. */
    @Test
    void startOfAMobileIdIsFound() {
        String phone = TestFleet.person();
        Answer meter = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("mobile_id", phone));
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter());

        assertThat(meters("mobile_id_starts", phone.substring(0, 20))).containsExactly(meter.uuid());
    }

    /** Several values of a text filter are alternatives. */
    @Test
    void severalValuesAreAlternatives() {
        String longVersion = "1".repeat(70);
        Answer plain = fleet.installed(person, "1.9.0", "2020-01-01");
        Answer prefixed = fleet.installed(person, "v1.9.0", "2020-01-01");
        Answer longer = fleet.installed(person, longVersion, "2020-01-01");
        fleet.installed(person, longVersion + "1", "2020-01-01");
        fleet.installed(person, "1.9.1", "2020-01-01");

        assertThat(ids("app_version", "1.9.0", "app_version", "v1.9.0", "app_version", longVersion))
                .containsExactly(longer.uuid(), prefixed.uuid(), plain.uuid());
    }

    /** A cursor of a search with several values is valid for the next page. */
    @Test
    void severalValuesHavePages() {
        Answer first = fleet.installed(person, "1", "2020-01-01");
        Answer second = fleet.installed(person, "2", "2020-01-01");

        Answer page = fleet.ask(INSTALLATIONS, "app_version", "1", "app_version", "2", "limit", "1");
        Answer next = TestFleet.support().get(INSTALLATIONS + TestFleet.next(page));

        assertThat(TestFleet.ids(page.json())).containsExactly(second.uuid());
        assertThat(TestFleet.ids(next.json())).containsExactly(first.uuid());
    }

    /** A range of versions has the order of outdated versions, without those that cannot be compared. */
    @Test
    void versionsAreFoundByRange() {
        Answer old = fleet.installed(person, "1.9.0", "2020-01-01");
        Answer beta = fleet.installed(person, "v1.10-beta", "2020-01-01");
        Answer release = fleet.installedOnComputer(person, "1.10", "2020-01-01");
        Answer build = fleet.installed(person, "1.10.0 (7)", "2020-01-01");
        fleet.installed(person, "unknown", "2020-01-01");
        fleet.installed(person, "1." + "1".repeat(70), "2020-01-01");
        fleet.other().installed(person, "1.8", "2020-01-01");

        assertThat(ids("version_below", "1.10")).containsExactly(beta.uuid(), old.uuid());
        assertThat(ids("version_from", "1.10")).containsExactly(build.uuid(), release.uuid());
        assertThat(ids("version_from", "1.10-alpha", "version_below", "1.10.0 (7)"))
                .containsExactly(release.uuid(), beta.uuid());
        assertThat(ids("version_below", "0.1")).isEmpty();
    }

    /** Versions of different products are not compared. */
    @Test
    void rangeOfVersionsRequiresAProduct() {
        Answer rejected = TestFleet.support().get(INSTALLATIONS + "?version_below=2");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("app_product: is required");
    }

    /** A search shows when a person was last heard of: the last creation or change of any record of the person. */
    @Test
    void lastHeardIsOfAllRecords() {
        fleet.installed(person, "1", "2020-01-01");
        String computer = fleet.installedOnComputer(person, "1", "2020-01-01").uuid();
        Answer meter = meter(Map.of());
        Answer changed = Client.bearing(Tokens.of("clinician_id", person, Tokens.OWN))
                .patch(
                        RecordKind.CLINICIAN_INSTALLATION.path(person) + "/" + computer,
                        Body.empty().with("app_version", "2"));

        assertThat(fleet.ask(INSTALLATIONS).json().valueStream().map(record -> record.get("last_heard")))
                .containsExactly(changed.json().get("modified"), meter.json().get("modified"));
        assertThat(fleet.ask(METERS).json().at("/0/last_heard"))
                .isEqualTo(meter.json().get("modified"));
    }

    /** People are found by when they were last heard of. */
    @Test
    void silentPeopleAreFound() throws SQLException {
        Answer silent = fleet.installed(person, "1", "2020-01-01");
        String heard = TestFleet.person();
        Answer active = fleet.installed(heard, "1", "2020-01-01");
        Answer computer = fleet.installedOnComputer(person, "1", "2020-01-01");
        age("mobile", 31);
        age("desktop", 29);
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, heard, Body.bloodGlucoseMeter());

        assertThat(ids("silent_for_days", "30")).containsExactly(silent.uuid());
        assertThat(ids("silent_for_days", "31")).containsExactly(silent.uuid());
        assertThat(ids("silent_for_days", "32")).isEmpty();
        assertThat(ids("silent_for_days", "29", "heard_within_days", "30")).containsExactly(computer.uuid());
        assertThat(ids("heard_within_days", "31", "kind", "patient")).containsExactly(active.uuid());
    }

    /** The latest installation of a product need not be the latest of the person. */
    @Test
    void latestOfAProductIsFound() {
        fleet.installed(person, "1", "2020-01-01");
        Answer latest = fleet.installed(person, "2", "2020-02-01");
        fleet.installed(person, "3", "9999-01-01");
        fleet.other().installed(person, "1", "2020-03-01");

        assertThat(ids("latest_of_product", "true")).containsExactly(latest.uuid());
        assertThat(ids("latest", "true")).isEmpty();
    }

    /** Records and people of a search are counted. */
    @Test
    void resultsAreCounted() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installed(person, "2", "2020-01-01");
        fleet.installedOnComputer(person, "1", "2020-01-01");

        assertThat(fleet.ask(INSTALLATIONS, "count", "true").text())
                .isEqualTo("{\"records\":3,\"people\":2,\"estimated\":false}");
        assertThat(fleet.ask(INSTALLATIONS, "count", "true", "app_version", "2").text())
                .isEqualTo("{\"records\":1,\"people\":1,\"estimated\":false}");
        assertThat(fleet.ask(METERS, "count", "true").text())
                .isEqualTo("{\"records\":0,\"people\":0,\"estimated\":false}");
    }

    /** Large numbers are estimates, which are at least the number that is counted. */
    @Test
    void largeNumbersAreEstimated() throws SQLException {
        Database.execute(ManyPhones.of(SearchCounts.MAX_EXACT + 1)
                .with("app_product", "'" + fleet.product() + "'")
                .with("patient_id", "'" + person.substring(0, 30) + "-' || n % 100")
                .insert());

        JsonNode count =
                fleet.ask(INSTALLATIONS, "kind", "patient", "count", "true").json();

        assertThat(count.get("estimated").asBoolean()).isTrue();
        assertThat(count.get("records").asLong()).isGreaterThan(SearchCounts.MAX_EXACT);
        assertThat(count.get("people").asLong()).isBetween(100L, 200L);
    }

    /** A count has neither pages nor a file. */
    @Test
    void countHasNoPages() {
        Answer paged = TestFleet.support().get(INSTALLATIONS + "?count=true&limit=1");
        Answer export = TestFleet.support("text/csv").get(INSTALLATIONS + "?count=true");

        assertThat(paged.status()).isEqualTo(400);
        assertThat(paged.detail()).startsWith("limit: ");
        assertThat(export.status()).isEqualTo(400);
        assertThat(export.detail()).startsWith("count: ");
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

    /** Moves all times of this product's records to this number of days and an hour ago. */
    private void age(String table, int days) throws SQLException {
        Database.execute(
                "update %s set created = now() at time zone 'UTC' - interval '%d days 1 hour', modified = now() at time zone 'UTC' - interval '%2$d days 1 hour' where app_product = '%s'"
                        .formatted(table, days, fleet.product()));
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }

    private List<String> meters(String... parameters) {
        return TestFleet.ids(fleet.ask(METERS, parameters).json());
    }
}
