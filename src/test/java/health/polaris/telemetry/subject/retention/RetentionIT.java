package health.polaris.telemetry.subject.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** One run of retention with all settings. The people are created before it, and each test looks at one of them after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RetentionIT {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;
    private static final RecordKind DESKTOP = RecordKind.CLINICIAN_INSTALLATION;
    private static final RecordKind METER = RecordKind.BLOOD_GLUCOSE_METER;

    private final String inactivePatient = person();
    private final String inactiveClinician = person();
    private final String returningPatient = person();
    private final String activePatient = person();
    private final String changedPatient = person();
    private final String held = person();
    private final String patientWithHistory = person();
    private final String movedPatient = person();
    private final String movedClinician = person();
    private final String patientWithTwoPhones = person();
    private final String patientWithTwoProducts = person();

    private RetentionNode node;
    private JsonNode preview;
    private JsonNode after;

    @BeforeAll
    void run() throws Exception {
        node = new RetentionNode(
                "RETENTION_INACTIVE_DAYS=400",
                "RETENTION_MODE=erase",
                "RETENTION_HISTORY_DAYS=200",
                "RETENTION_IDENTIFYING_DAYS=100",
                "RETENTION_ACCESS_DAYS=300");
        node.execute("update history_start set since = now() - interval '600 days'");
        createPeople();
        preview = node.officer().get("/dhos/v1/retention").json();
        node.run();
        after = node.officer().get("/dhos/v1/retention").json();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private void createPeople() throws SQLException {
        change(PHONE, inactivePatient, create(PHONE, inactivePatient, "1"));
        create(METER, inactivePatient, "1");
        node.support().get(PHONE.path(inactivePatient));
        node.age(inactivePatient, 500);
        change(DESKTOP, inactiveClinician, create(DESKTOP, inactiveClinician, "1"));
        node.age(inactiveClinician, 401);
        create(PHONE, returningPatient, "1");
        node.age(returningPatient, 500);

        create(PHONE, activePatient, "1");
        node.age(activePatient, 500);
        create(METER, activePatient, "1");

        String changed = create(PHONE, changedPatient, "1");
        node.age(changedPatient, 500);
        change(PHONE, changedPatient, changed);

        change(PHONE, held, create(PHONE, held, "1"));
        create(PHONE, held, "2");
        node.support().get(PHONE.path(held));
        node.age(held, 500);
        node.officer()
                .with("Content-Type", "application/json")
                .send("PUT", "/dhos/v1/patient/" + held + "/hold", "{\"reason\": \"court\"}");

        String record = create(PHONE, patientWithHistory, "1");
        change(PHONE, patientWithHistory, record);
        node.age(patientWithHistory, 150);
        change(PHONE, patientWithHistory, record);
        node.support().get(PHONE.path(patientWithHistory));
        node.age(patientWithHistory, 100);
        change(PHONE, patientWithHistory, record);
        node.support().get(PHONE.path(patientWithHistory));

        change(PHONE, movedPatient, create(PHONE, movedPatient, "1"));
        node.age(movedPatient, 50);
        create(PHONE, movedPatient, "2");
        node.age(movedPatient, 120);
        change(DESKTOP, movedClinician, create(DESKTOP, movedClinician, "1"));
        node.age(movedClinician, 50);
        create(DESKTOP, movedClinician, "2");
        node.age(movedClinician, 120);

        String other = create(PHONE, patientWithTwoPhones, "1");
        node.age(patientWithTwoPhones, 50);
        create(PHONE, patientWithTwoPhones, "2");
        node.age(patientWithTwoPhones, 120);
        change(PHONE, patientWithTwoPhones, other);

        create(PHONE, patientWithTwoProducts, "1");
        node.age(patientWithTwoProducts, 50);
        node.own(PHONE, patientWithTwoProducts)
                .post(PHONE.path(patientWithTwoProducts), PHONE.body().with("app_product", "another"));
        node.age(patientWithTwoProducts, 120);
    }

    /** A person without any write for so long is erased, with history and without a trace in access events. */
    @Test
    void inactivePeopleAreErased() {
        assertThat(node.rows(PHONE, "", inactivePatient)).isZero();
        assertThat(node.rows(PHONE, "_history", inactivePatient)).isZero();
        assertThat(node.rows(METER, "", inactivePatient)).isZero();
        assertThat(node.rows(DESKTOP, "", inactiveClinician)).isZero();
        assertThat(node.rows(DESKTOP, "_history", inactiveClinician)).isZero();
        assertThat(node.number("select count(*) from access_event where person_id = ?", inactivePatient))
                .isZero();
    }

    /** A person who was erased by retention comes back by reporting again: there is no receipt and no rejection. */
    @Test
    void erasedPersonMayComeBack() {
        assertThat(node.number("select count(*) from erasure")).isZero();
        assertThat(node.own(PHONE, returningPatient)
                        .post(PHONE.path(returningPatient), PHONE.body())
                        .status())
                .isEqualTo(200);
    }

    /** One new record of any kind keeps all records of the person. */
    @Test
    void newRecordKeepsThePerson() {
        assertThat(node.rows(PHONE, "", activePatient)).isEqualTo(1);
        assertThat(node.rows(METER, "", activePatient)).isEqualTo(1);
    }

    /** A change of an old record keeps the person. */
    @Test
    void changeKeepsThePerson() {
        assertThat(node.rows(PHONE, "", changedPatient)).isEqualTo(1);
    }

    /** Nothing of a person under legal hold is touched: records, history, names of devices, access events. */
    @Test
    void heldPersonIsUntouched() {
        assertThat(node.rows(PHONE, "", held)).isEqualTo(2);
        assertThat(node.number("select count(*) from mobile where patient_id = ? and display_name <> ''", held))
                .isEqualTo(2);
        assertThat(node.number("select count(*) from mobile_history where patient_id = ? and display_name <> ''", held))
                .isEqualTo(1);
        assertThat(node.number(
                        "select count(*) from access_event where person_id = ? and action = 'read'"
                                + " and time < now() - interval '300 days'",
                        held))
                .isEqualTo(1);
    }

    /** Versions that ended too long ago are removed, later ones stay. */
    @Test
    void oldVersionsAreRemoved() {
        assertThat(node.rows(PHONE, "_history", patientWithHistory)).isEqualTo(2);
        assertThat(node.number(
                        "select count(*) from mobile_history where patient_id = ? and superseded < now() - interval '200 days'",
                        patientWithHistory))
                .isZero();
        assertThat(node.rows(PHONE, "", patientWithHistory)).isEqualTo(1);
    }

    /** History is known for as long as versions are kept. A question about an earlier moment is rejected, not answered wrongly. */
    @Test
    void historyIsKnownForAsLongAsVersionsAreKept() {
        Client patient = node.own(PHONE, patientWithHistory);
        String list = PHONE.path(patientWithHistory) + "?as_of=";

        Answer before = patient.get(list + Instant.now().minus(Duration.ofDays(201)));
        Answer later = patient.get(list + Instant.now().minus(Duration.ofDays(199)));

        assertThat(before.status()).isEqualTo(400);
        assertThat(before.detail()).contains("history is known from then on");
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.json()).hasSize(1);
    }

    /** The names and addresses of superseded installations are blank, also in their history. The latest installation keeps them. */
    @ParameterizedTest
    @CsvSource({"PATIENT_INSTALLATION, display_name", "CLINICIAN_INSTALLATION, ip_address"})
    void identifyingFieldsOfSupersededInstallationsAreBlank(RecordKind kind, String field) {
        String moved = kind == PHONE ? movedPatient : movedClinician;
        String count = "select count(*) from %s where %s = ? and app_version %s and %s %s ''";

        assertThat(node.number(count.formatted(kind.table(), kind.claim(), "<> '2'", field, "="), moved))
                .isEqualTo(1);
        assertThat(node.number(count.formatted(kind.table(), kind.claim(), "= '2'", field, "<>"), moved))
                .isEqualTo(1);
        assertThat(node.number(count.formatted(kind.table() + "_history", kind.claim(), "= '1'", field, "="), moved))
                .isEqualTo(1);
    }

    /** The history keeps no version from before the fields were blanked. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void historyDoesNotKeepWhatRetentionTakesAway(RecordKind kind) {
        assertThat(node.rows(kind, "_history", kind == PHONE ? movedPatient : movedClinician))
                .isEqualTo(1);
    }

    /** An older phone that still reports, and the latest phone of another product, keep their names. */
    @Test
    void installationsInUseKeepTheirNames() {
        assertThat(node.number(
                        "select count(*) from mobile where display_name <> '' and patient_id = ?",
                        patientWithTwoPhones))
                .isEqualTo(2);
        assertThat(node.number(
                        "select count(*) from mobile where display_name <> '' and patient_id = ?",
                        patientWithTwoProducts))
                .isEqualTo(2);
    }

    /** Access events that are too old are removed, later ones stay. */
    @Test
    void oldAccessEventsAreRemoved() {
        assertThat(node.number(
                        "select count(*) from access_event where time < now() - interval '300 days' and person_id <> ?",
                        held))
                .isZero();
        assertThat(node.number(
                        "select count(*) from access_event where person_id = ? and action = 'read'",
                        patientWithHistory))
                .isEqualTo(2);
    }

    /** The preview has the numbers of what the run then does. */
    @ParameterizedTest
    @CsvSource({"people, 3", "versions, 3", "installations, 2", "access_events, 1"})
    void previewIsWhatTheRunDoes(String what, int number) {
        assertThat(after.at("/last_run/" + what).asInt()).as("the run").isEqualTo(number);
        assertThat(preview.at("/next_run/" + what).asInt()).as("the preview").isEqualTo(number);
        assertThat(after.at("/next_run/" + what).asInt()).as("the next preview").isZero();
    }

    /** The run is one access event, with the numbers. */
    @Test
    void runIsRecorded() {
        assertThat(node.number("select records from access_event where action = 'retention' and caller = 'retention'"
                        + " and question = '/dhos/v1/retention?access_events=1&installations=2&people=3&versions=3'"))
                .isEqualTo(9);
        assertThat(node.number("select count(*) from access_event where action = 'retention' and caller = 'retention'"))
                .isEqualTo(1);
    }

    /** A preview is an access event, too. */
    @Test
    void previewIsRecorded() {
        assertThat(node.number("select count(*) from access_event where action = 'retention' and caller = 'officer-1'"
                        + " and question = '/dhos/v1/retention' and outcome = 'allowed'"))
                .isEqualTo(2);
    }

    /** The log has the settings, the start and the numbers, and no ids. */
    @Test
    void runIsLogged() {
        assertThat(node.output())
                .anyMatch(line -> line.contains("Retention is on, at ") && line.contains("RETENTION_INACTIVE_DAYS=400"))
                .anyMatch(line ->
                        line.contains(" starts: RETENTION_INACTIVE_DAYS=400 RETENTION_MODE=erase RETENTION_HISTORY_DAYS"
                                + "=200 RETENTION_IDENTIFYING_DAYS=100 RETENTION_ACCESS_DAYS=300."))
                .anyMatch(line -> line.contains(" is complete: 3 people, 3 versions of records, 2 names or addresses of"
                        + " installations, 1 access events."))
                .noneMatch(line -> line.contains(inactivePatient));
    }

    /** Metrics count what was removed, and have the time of the last run. */
    @ParameterizedTest
    @CsvSource({"people, 3", "versions, 3", "installations, 2", "access_events, 1"})
    void runIsMeasured(String what, int number) {
        assertThat(node.metric("retention_processed_total{what=\"" + what + "\"}"))
                .isEqualTo(number);
        assertThat(node.metric("retention_last_run_timestamp_seconds"))
                .isCloseTo((double) Instant.now().getEpochSecond(), within(300.0));
    }

    /** The preview shows the settings, the last run and the time of the next one. */
    @Test
    void previewShowsSettingsAndTimes() {
        assertThat(preview.get("last_run").isNull()).isTrue();
        assertThat(preview.at("/settings/inactive_days").asInt()).isEqualTo(400);
        assertThat(preview.at("/settings/mode").asString()).isEqualTo("erase");
        assertThat(preview.at("/settings/history_days").asInt()).isEqualTo(200);
        assertThat(preview.at("/settings/identifying_days").asInt()).isEqualTo(100);
        assertThat(preview.at("/settings/access_days").asInt()).isEqualTo(300);
        assertThat(OffsetDateTime.parse(preview.at("/next_run/time").asString()).getHour())
                .isEqualTo(preview.at("/settings/hour").asInt());
        assertThat(after.at("/last_run/ended").isNull()).isFalse();
        assertThat(preview.toString() + after).doesNotContain(inactivePatient, inactiveClinician);
    }

    private static String person() {
        return UUID.randomUUID().toString();
    }

    private String create(RecordKind kind, String person, String version) {
        return node.own(kind, person)
                .post(kind.path(person), kind.body().with("app_version", version))
                .uuid();
    }

    private void change(RecordKind kind, String person, String record) {
        Answer changed = node.own(kind, person)
                .patch(kind.path(person) + "/" + record, Body.empty().with("app_version", "1." + UUID.randomUUID()));
        assertThat(changed.status()).isEqualTo(200);
    }
}
