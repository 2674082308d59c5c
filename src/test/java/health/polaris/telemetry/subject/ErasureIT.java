package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasure of a person: what it removes, what stays, and what is rejected later. */
class ErasureIT extends Contract {
    private static final String ACCESSES = "select count(*) from access_event where person_id = ?";

    /** An erasure removes the records and their history, and the receipt counts them. */
    @ParameterizedTest
    @EnumSource
    void erasureRemovesRecordsAndHistory(RecordKind kind) throws SQLException {
        DataSubject person = DataSubject.of(kind);
        person.createAndChange();
        person.create();

        Answer receipt = person.erase("erase");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().at("/counts/" + kind.table()).asInt()).isEqualTo(2);
        assertThat(receipt.json().at("/counts/" + kind.table() + "_history").asInt())
                .isEqualTo(1);
        assertThat(receipt.json().get("erased_by").asString()).isEqualTo("officer-1");
        assertThat(receipt.json().get("mode").asString()).isEqualTo("erase");
        assertThat(receipt.text()).doesNotContain(person.id());
        assertThat(person.rows(kind.table())).isZero();
        assertThat(person.rows(kind.table() + "_history")).isZero();
        assertThat(person.own().get(kind.path(person.id())).text()).isEqualTo("[]");
    }

    /** An erasure leaves the data of others alone. */
    @ParameterizedTest
    @EnumSource
    void dataOfOthersStay(RecordKind kind) throws SQLException {
        DataSubject person = DataSubject.of(kind);
        DataSubject other = DataSubject.of(kind);
        person.createAndChange();
        other.createAndChange();

        person.erase("erase");

        assertThat(other.rows(kind.table())).isEqualTo(1);
        assertThat(other.rows(kind.table() + "_history")).isEqualTo(1);
        assertThat(other.create().status()).isEqualTo(kind.created());
    }

    /** An erasure removes the idempotency keys of the person's records. */
    @Test
    void idempotencyKeysAreRemoved() {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.own()
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post(person.kind().path(person.id()), person.kind().body());

        Answer receipt = person.erase("erase");

        assertThat(receipt.json().at("/counts/idempotency_key").asInt()).isEqualTo(1);
    }

    /** Access events keep caller, action and time, and lose the person. */
    @Test
    void accessEventsLoseThePerson() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        String request = "request-" + UUID.randomUUID();
        TestFleet.support().with("X-Request-ID", request).get(person.kind().path(person.id()));
        assertThat(Database.number(ACCESSES, person.id())).isEqualTo(1);

        Answer receipt = person.erase("erase");

        assertThat(receipt.json().at("/counts/access_event").asInt()).isEqualTo(1);
        assertThat(Database.number(ACCESSES, person.id())).isZero();
        assertThat(Database.number(
                        "select count(*) from access_event where request_id = ? and action = 'read' and caller = 'dhos-robot'",
                        request))
                .isEqualTo(1);
    }

    /** This includes the searches of auditors for the person, whose kind is unknown. */
    @Test
    void searchesForAccessEventsLoseThePerson() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION);
        person.create();
        Client.bearing(Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit"))
                .get("/dhos/v1/access_event?person=" + person.id());
        assertThat(Database.number(ACCESSES, person.id())).isEqualTo(1);

        person.erase("erase");

        assertThat(Database.number(ACCESSES, person.id())).isZero();
    }

    /** Metrics count erasures by mode, and those that a hold prevented. */
    @Test
    void erasuresAreCounted() {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        double erased = counted("anonymise", "erased");
        double held = counted("erase", "held");

        person.erase("anonymise");
        person.hold();
        person.erase("erase");

        assertThat(counted("anonymise", "erased")).isEqualTo(erased + 1);
        assertThat(counted("erase", "held")).isEqualTo(held + 1);
    }

    private static double counted(String mode, String outcome) {
        return MetricsText.of(Client.anonymous())
                .find("erasures_total{mode=\"" + mode + "\",outcome=\"" + outcome + "\"}")
                .orElse(0.0);
    }

    /** An erasure is recorded with its receipt, without the person. */
    @Test
    void erasureIsRecorded() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.createAndChange();

        String receipt = person.erase("erase").json().get("id").asString();

        assertThat(Database.number(
                        "select records from access_event where action = 'erase' and caller = 'officer-1'"
                                + " and person_id = '' and question = '/dhos/v1/erasure/' || ?",
                        receipt))
                .isEqualTo(2);
    }

    /** An anonymised person's records and history belong to a new random person, without identifying values. */
    @ParameterizedTest
    @EnumSource
    void anonymisationKeepsRecordsOfNobody(RecordKind kind) throws SQLException {
        DataSubject person = DataSubject.of(kind);
        String version = UUID.randomUUID().toString();
        String record = person.own()
                .post(kind.path(person.id()), kind.body().with("app_version", version))
                .uuid();
        person.own().patch(kind.path(person.id()) + "/" + record, Body.empty().with("app_product", version));

        assertThat(person.erase("anonymise").status()).isEqualTo(200);

        String columns = kind == RecordKind.BLOOD_GLUCOSE_METER ? "serial_number || mobile_id" : "unique_device_code";
        String anonymous = " where app_version = ? and " + columns + " || created_by_ || modified_by_ = ''";
        assertThat(person.rows(kind.table())).isZero();
        assertThat(person.rows(kind.table() + "_history")).isZero();
        assertThat(Database.number("select count(*) from " + kind.table() + anonymous, version))
                .isEqualTo(1);
        assertThat(Database.number(
                        "select count(*) from " + kind.table() + "_history h join " + kind.table() + " r using ("
                                + kind.claim() + ", uuid)" + " where h.app_version = ? and h.superseded_by_ is null",
                        version))
                .isEqualTo(1);
        assertThat(Database.number("select count(*) from " + kind.table() + " where uuid = ?", record))
                .isZero();
    }

    /** A new record of an erased person is rejected, by this service and by others. */
    @ParameterizedTest
    @EnumSource
    void erasedPersonCannotHaveRecords(RecordKind kind) {
        DataSubject person = DataSubject.of(kind);
        person.create();
        person.erase("erase");

        Answer rejected = person.create();

        assertThat(rejected.status()).isEqualTo(410);
        assertThat(rejected.detail()).isEqualTo("This person has been erased, and cannot have records.");
    }

    /** A creation with an idempotency key is rejected too. */
    @Test
    void idempotentCreationIsRejected() {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.erase("anonymise");

        Answer rejected = person.own()
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post(person.kind().path(person.id()), person.kind().body());

        assertThat(rejected.status()).isEqualTo(410);
    }

    /** The end of an erasure allows records again, and is recorded. Without an erasure it is 404. */
    @Test
    void endedErasureAllowsRecords() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION);
        assertThat(DataSubject.officer().call("DELETE", person.path("erasure")).status())
                .isEqualTo(404);
        person.erase("erase");
        String receipt = person.erase("erase").json().get("id").asString();

        assertThat(DataSubject.officer().call("DELETE", person.path("erasure")).status())
                .isEqualTo(204);

        assertThat(person.create().status()).isEqualTo(200);
        assertThat(Database.number(
                        "select count(*) from access_event where question = '/dhos/v1/erasure/' || ?", receipt))
                .isEqualTo(2);
    }

    /** A repeated erasure, and one of an unknown person, remove nothing and have a receipt. */
    @Test
    void repeatedErasureIsHarmless() {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        person.erase("erase");

        Answer again = person.erase("erase");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()
                        .get("counts")
                        .valueStream()
                        .mapToInt(count -> count.asInt())
                        .sum())
                .isZero();
    }

    /** A person under legal hold is not erased. */
    @ParameterizedTest
    @ValueSource(strings = {"erase", "anonymise"})
    void heldPersonIsNotErased(String mode) throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        assertThat(person.hold().status()).isEqualTo(200);

        Answer conflict = person.erase(mode);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.detail()).isEqualTo("This person is under legal hold. Release the hold first.");
        assertThat(person.rows("mobile")).isEqualTo(1);
        assertThat(person.create().status()).isEqualTo(200);
    }

    /** Erasures race with creations: either the record is erased, or the creation is rejected. */
    @Test
    void creationsDuringAnErasureAreErasedOrRejected() throws Exception {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        ExecutorService phones = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch created = new CountDownLatch(8);
            List<Future<Answer>> lasts = new ArrayList<>();
            for (int phone = 0; phone < 8; phone++) {
                lasts.add(phones.submit(() -> {
                    Answer answer = person.create();
                    created.countDown();
                    while (answer.status() == 200) {
                        answer = person.create();
                    }
                    return answer;
                }));
            }
            created.await();

            assertThat(person.erase("erase").status()).isEqualTo(200);

            for (Future<Answer> last : lasts) {
                assertThat(last.get().status()).isEqualTo(410);
            }
            assertThat(person.rows("mobile")).isZero();
            assertThat(person.rows("mobile_history")).isZero();
        } finally {
            phones.shutdownNow();
        }
    }

    /** A request without a valid reason and mode erases nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode': 'erase'} | reason",
                "{'reason': 'r'} | mode",
                "{'reason': ' ', 'mode': 'erase'} | reason",
                "{'reason': 'r', 'mode': 'delete'} | mode: must be erase or anonymise.",
                "{'reason': 1, 'mode': 'erase'} | reason",
                "{'reason': 'r', 'mode': 'erase', 'all': true} | all",
                "[] | object"
            })
    void invalidRequestErasesNothing(String body, String problem) throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();

        Answer rejected = DataSubject.officer().post(person.path("erasure"), body.replace('\'', '"'));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).contains(problem);
        assertThat(person.rows("mobile")).isEqualTo(1);
    }

    /** Only the scope for erasures permits them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"read:gdm_telemetry_all", "read:gdm_telemetry_audit", "read:gdm_telemetry write:gdm_telemetry"})
    void otherScopesAreDenied(String scope) throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        Client caller = DataSubject.officer(scope);

        assertThat(caller.post(person.path("erasure"), DataSubject.request("erase"))
                        .status())
                .isEqualTo(403);
        assertThat(caller.call("DELETE", person.path("erasure")).status()).isEqualTo(403);
        assertThat(caller.get("/dhos/v1/erasure").status()).isEqualTo(403);
        assertThat(caller.post("/dhos/v1/erasure/replay", "{\"receipts\": []}").status())
                .isEqualTo(403);
        assertThat(person.own()
                        .post(person.path("erasure"), DataSubject.request("erase"))
                        .status())
                .isEqualTo(403);
        assertThat(Client.anonymous()
                        .post(person.path("erasure"), DataSubject.request("erase"))
                        .status())
                .isEqualTo(401);
        assertThat(person.rows("mobile")).isEqualTo(1);
    }
}
