package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Creations repeated with the same Idempotency-Key after a lost response. */
class IdempotencyIT extends Contract {
    private final String person = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();

    /** The same request gets the first response, byte for byte, and stores no second record. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void repeatedRequestGetsTheFirstResponse(RecordKind kind) {
        Client owner = owner(kind).with("Idempotency-Key", '"' + key + '"');
        Body body = kind.body();
        Answer first = owner.post(kind.path(person), body);
        assertThat(first.status()).isEqualTo(kind.created());
        owner.patch(kind.path(person) + "/" + first.uuid(), Body.empty().with("app_version", "changed"));

        Answer second = owner.post(kind.path(person), body);

        assertThat(second.status()).isEqualTo(kind.created());
        assertThat(second.text()).isEqualTo(first.text());
    }

    /** A key is the same with and without the quotes of a structured field. */
    @Test
    void quotesAreNotPartOfTheKey() {
        Answer first = create(RecordKind.PATIENT_INSTALLATION, '"' + key + '"', "1");

        assertThat(create(RecordKind.PATIENT_INSTALLATION, key, "1").uuid()).isEqualTo(first.uuid());
    }

    /** Another body with the same key is rejected and stores nothing. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void otherBodyWithTheSameKeyIsRejected(RecordKind kind) {
        create(kind, key, "1");

        Answer other = create(kind, key, "2");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(other.json().get("title").asString()).isEqualTo("Unprocessable Content");
        assertThat(other.detail()).startsWith("Idempotency-Key: ");
    }

    /** Keys are separate by owner: two people may choose the same key. */
    @Test
    void keysAreSeparateByOwner() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Answer first = create(kind, key, "1");
        String another = UUID.randomUUID().toString();

        Answer other = Client.patient(another)
                .with("Idempotency-Key", key)
                .post(kind.path(another), kind.body().with("app_version", "1"));

        assertThat(other.uuid()).isNotEqualTo(first.uuid());
        assertThat(other.json().get("patient_id").asString()).isEqualTo(another);
    }

    /** Keys are separate by caller, also for records of the same person. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void keysAreSeparateByCaller(RecordKind kind) {
        Client another = Client.bearing(Tokens.of(kind.claim(), List.of(person, "another"), Tokens.OWN));

        Answer first = owner(kind).with("Idempotency-Key", key).post(kind.path(person), kind.body());
        Answer other = another.with("Idempotency-Key", key).post(kind.path(person), kind.body());

        assertThat(other.status()).isEqualTo(kind.created());
        assertThat(other.uuid()).isNotEqualTo(first.uuid());
        assertFound(kind, person, first);
        assertFound(kind, person, other);
    }

    /** A caller's keys are separate by owner of the record. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void keysOfACallerAreSeparateByOwner(RecordKind kind) {
        String second = UUID.randomUUID().toString();
        Client ofBoth = Client.bearing(Tokens.of(kind.claim(), List.of(person, second), Tokens.OWN))
                .with("Idempotency-Key", key);

        Answer first = ofBoth.post(kind.path(person), kind.body());
        Answer other = ofBoth.post(kind.path(second), kind.body());

        assertThat(other.status()).isEqualTo(kind.created());
        assertThat(other.uuid()).isNotEqualTo(first.uuid());
        assertFound(kind, person, first);
        assertFound(kind, second, other);
    }

    /** A key used for one kind of record is rejected for another kind. */
    @Test
    void keyForAnotherKindIsRejected() {
        Client owner = owner(RecordKind.PATIENT_INSTALLATION).with("Idempotency-Key", key);
        Answer meter = owner.post(RecordKind.BLOOD_GLUCOSE_METER.path(person), Body.bloodGlucoseMeter());

        Answer phone = owner.post(RecordKind.PATIENT_INSTALLATION.path(person), Body.patientInstallation());

        assertThat(meter.status()).isEqualTo(201);
        assertThat(phone.status()).isEqualTo(422);
        assertThat(list(RecordKind.PATIENT_INSTALLATION)).isEmpty();
    }

    /** A creation that the database rejects does not use up the key; the next attempt stores a record. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void failedCreationKeepsTheKeyUnused(RecordKind kind) throws SQLException {
        Client owner = owner(kind).with("Idempotency-Key", key);
        Body body = kind.body().with("app_version", "refused " + key);
        Database.execute("alter table %s add constraint refused check (app_version <> 'refused %s') not valid"
                .formatted(kind.table(), key));
        try {
            assertThat(owner.post(kind.path(person), body).status()).isGreaterThanOrEqualTo(500);
        } finally {
            Database.execute("alter table %s drop constraint refused".formatted(kind.table()));
        }
        assertThat(list(kind)).isEmpty();

        Answer created = owner.post(kind.path(person), body);

        assertThat(created.status()).isEqualTo(kind.created());
        assertFound(kind, person, created);
        assertThat(owner.post(kind.path(person), body).text()).isEqualTo(created.text());
        assertThat(list(kind)).hasSize(1);
    }

    /** A violation of another unique index is an ordinary failure, and is not retried. */
    @Test
    void otherUniqueViolationIsAFailure() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Database.execute("create unique index another on mobile (patient_id) where patient_id = '" + person + "'");
        try {
            assertThat(create(kind, key, "1").status()).isEqualTo(200);
            assertThat(create(kind, "another-" + key, "2").status()).isEqualTo(500);
        } finally {
            Database.execute("drop index another");
        }
        assertThat(list(kind)).hasSize(1);
    }

    /** Emptying the tables removes the keys with the records. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void keysAreRemovedWithTheRecords(RecordKind kind) {
        Client owner = owner(kind).with("Idempotency-Key", key);
        Answer first = owner.post(kind.path(person), kind.body());
        Client.bearing(Tokens.system()).call("POST", "/drop_data");

        Answer second = owner.post(kind.path(person), kind.body());

        assertThat(second.status()).isEqualTo(kind.created());
        assertThat(second.uuid()).isNotEqualTo(first.uuid());
        assertFound(kind, person, second);
    }

    /** A key expires after a day. */
    @Test
    void keyExpiresAfterADay() throws SQLException {
        Answer first = create(RecordKind.PATIENT_INSTALLATION, key, "1");
        Database.execute("update idempotency_key set created = created - interval '25 hours' where record_uuid = '"
                + first.uuid() + "'");

        Answer later = create(RecordKind.PATIENT_INSTALLATION, key, "2");

        assertThat(later.status()).isEqualTo(200);
        assertThat(later.uuid()).isNotEqualTo(first.uuid());
        assertThat(create(RecordKind.PATIENT_INSTALLATION, key, "2").uuid()).isEqualTo(later.uuid());
    }

    /** A rejected request does not use up the key. */
    @Test
    void rejectedRequestKeepsTheKeyUnused() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Client owner = owner(kind).with("Idempotency-Key", key);
        assertThat(owner.post(kind.path(person), "{}").status()).isEqualTo(400);

        assertThat(owner.post(kind.path(person), kind.body()).status()).isEqualTo(200);
    }

    /** Concurrent requests with one key store one record. */
    @Test
    void concurrentRequestsStoreOneRecord() {
        Set<String> ids = new HashSet<>();
        IntStream.range(0, 20)
                .parallel()
                .mapToObj(n -> create(RecordKind.CLINICIAN_INSTALLATION, key, "1"))
                .map(Answer::uuid)
                .sequential()
                .forEach(ids::add);

        assertThat(ids).hasSize(1);
    }

    /** Without a key, each request stores a record, as in the original service. */
    @Test
    void eachRequestWithoutAKeyStoresARecord() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String first = owner(kind).post(kind.path(person), kind.body()).uuid();

        assertThat(owner(kind).post(kind.path(person), kind.body()).uuid()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"", "a\"b", "\"a\\\"b\"", "two keys without quotes"})
    void malformedKeyIsRejected(String malformed) {
        Answer answer = create(RecordKind.PATIENT_INSTALLATION, malformed, "1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("Idempotency-Key: must be");
    }

    @Test
    void longKeyIsRejected() {
        assertThat(create(RecordKind.PATIENT_INSTALLATION, "k".repeat(256), "1").status())
                .isEqualTo(400);
        assertThat(create(RecordKind.PATIENT_INSTALLATION, "k".repeat(255), "1").status())
                .isEqualTo(200);
    }

    private void assertFound(RecordKind kind, String of, Answer created) {
        Answer found =
                Client.bearing(Tokens.of(kind.claim(), of, Tokens.OWN)).get(kind.path(of) + "/" + created.uuid());

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEqualTo(created.json());
    }

    private JsonNode list(RecordKind kind) {
        return owner(kind).get(kind.path(person)).json();
    }

    private Answer create(RecordKind kind, String idempotencyKey, String version) {
        return owner(kind)
                .with("Idempotency-Key", idempotencyKey)
                .post(kind.path(person), kind.body().with("app_version", version));
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
