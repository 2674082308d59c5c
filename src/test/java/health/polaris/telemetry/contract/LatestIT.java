package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The latest installation is the one with the latest date of first use, not the one stored last. */
class LatestIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** Without installations the response is an empty object. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void latestIsEmptyWithoutInstallations(RecordKind kind) {
        Answer answer = latest(kind);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
    }

    /** Dates are compared as instants, regardless of offset and order of creation. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, 2020-01-01T00:30:00-01:00, 2020-01-01T02:00:00+01:00",
        "PATIENT_INSTALLATION, 1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.998Z",
        "PATIENT_INSTALLATION, 2020-01-01T00:00:00.0009Z, 2020-01-01T00:00:00Z",
        "CLINICIAN_INSTALLATION, 2020-01-01T00:00:00-18:00, 2020-01-01T23:00:00+18:00",
        "CLINICIAN_INSTALLATION, 2020-03-01T00:00:00Z, 2020-02-29T23:59:59.999Z"
    })
    void latestHasTheGreatestInstant(RecordKind kind, String later, String earlier) {
        String date = kind == RecordKind.PATIENT_INSTALLATION ? "date_first_launched" : "date_first_used";
        Answer first = create(kind, kind.body().with(date, later));
        create(kind, kind.body().with(date, earlier));

        assertThat(latest(kind).json()).isEqualTo(first.json());
    }

    /**
     * Of a clinician's installations with equal dates, the one with the greatest version as text is the latest: 9 is
     * after 10.
     */
    @Test
    void latestOfAClinicianHasTheGreatestVersionAsText() {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        create(kind, kind.body().with("app_version", "10.0"));
        Answer greatest = create(kind, kind.body().with("app_version", "9.1"));
        create(kind, kind.body().with("app_version", "9.0"));

        assertThat(latest(kind).json()).isEqualTo(greatest.json());
    }

    /**
     * Of installations with equal dates (and versions, for clinicians), the one created last is the latest. Later
     * changes have no influence.
     */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void latestOfEqualDatesWasCreatedLast(RecordKind kind) {
        Answer first = create(kind, kind.body());
        Answer second = create(kind, kind.body());
        Answer last = create(kind, kind.body());
        assertThat(latest(kind).json()).isEqualTo(last.json());

        rename(kind, second);
        rename(kind, first);

        assertThat(latest(kind).json()).isEqualTo(last.json());
    }

    /** The version of a patient's installations has no influence. */
    @Test
    void versionOfAPatientHasNoInfluence() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        create(kind, kind.body().with("app_version", "9"));
        Answer last = create(kind, kind.body().with("app_version", "8"));

        assertThat(latest(kind).json()).isEqualTo(last.json());
    }

    /** A search for latest installations finds exactly one per person, the same as the single read. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void searchFindsTheSameLatest(RecordKind kind) {
        create(kind, kind.body());
        create(kind, kind.body());
        create(kind, kind.body());

        assertThat(searched(kind)).containsExactly(latest(kind).json());
    }

    /** This also holds for installations with equal times of creation, such as bulk-loaded rows. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void searchFindsOneOfEqualCreationTimes(RecordKind kind) throws SQLException {
        for (int number = 0; number < 3; number++) {
            create(kind, kind.body());
        }
        Database.execute(
                "update %s set created = '2020-01-01' where %s = '%s'".formatted(kind.table(), kind.claim(), person));

        assertThat(searched(kind)).containsExactly(latest(kind).json());
    }

    /** Changing the date can make another installation the latest. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void latestFollowsAChange(RecordKind kind) {
        String date = kind == RecordKind.PATIENT_INSTALLATION ? "date_first_launched" : "date_first_used";
        Answer older = create(kind, kind.body().with(date, "2020-01-01T00:00:00Z"));
        create(kind, kind.body().with(date, "2021-01-01T00:00:00Z"));

        owner(kind).patch(kind.path(person) + "/" + older.uuid(), Body.empty().with(date, "2022-01-01T00:00:00Z"));

        assertThat(latest(kind).uuid()).isEqualTo(older.uuid());
    }

    /** A date in the far future is the latest for the single read, as in the original service, but not in searches. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void farFutureIsTheLatestForTheSingleReadOnly(RecordKind kind) {
        String date = kind == RecordKind.PATIENT_INSTALLATION ? "date_first_launched" : "date_first_used";
        Answer real = create(kind, kind.body());
        Answer future = create(kind, kind.body().with(date, "2569-11-02T08:00:00Z"));

        assertThat(latest(kind).json()).isEqualTo(future.json());
        assertThat(searched(kind)).containsExactly(real.json());
    }

    private void rename(RecordKind kind, Answer created) {
        owner(kind).patch(kind.path(person) + "/" + created.uuid(), Body.empty().with("app_product", "renamed"));
    }

    private Stream<JsonNode> searched(RecordKind kind) {
        return TestFleet.records(Client.bearing(Tokens.system())
                .get(kind.search() + "?latest=true&" + kind.claim() + "=" + person)
                .json());
    }

    private Answer create(RecordKind kind, Body body) {
        return owner(kind).post(kind.path(person), body);
    }

    private Answer latest(RecordKind kind) {
        return owner(kind).get(kind.path(person).replace("/installation", "/latest_installation"));
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
