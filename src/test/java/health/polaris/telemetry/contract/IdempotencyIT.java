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

/** A creation that is sent again with its Idempotency-Key, because its answer was lost. */
class IdempotencyIT extends Contract {
    private final String person = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();

    /** The same request gets the first answer, to the byte, and makes no second record. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void repeatedRequestGetsTheFirstAnswer(RecordKind kind) {
        Client owner = owner(kind).with("Idempotency-Key", '"' + key + '"');
        Body body = kind.body();
        Answer first = owner.post(kind.path(person), body);
        assertThat(first.status()).isEqualTo(kind.created());
        owner.patch(kind.path(person) + "/" + first.uuid(), Body.empty().with("app_version", "changed"));

        Answer again = owner.post(kind.path(person), body);

        assertThat(again.status()).isEqualTo(kind.created());
        assertThat(again.text()).isEqualTo(first.text());
    }

    /** With and without the quotes of a structured field it is the same key. */
    @Test
    void quotesAreNoPartOfTheKey() {
        Answer first = create(RecordKind.PATIENT_INSTALLATION, '"' + key + '"', "1");

        assertThat(create(RecordKind.PATIENT_INSTALLATION, key, "1").uuid()).isEqualTo(first.uuid());
    }

    /** Another body under the same key is refused, and makes no record. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void anotherRequestUnderTheSameKeyIsRefused(RecordKind kind) {
        create(kind, key, "1");

        Answer other = create(kind, key, "2");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(other.json().get("title").asString()).isEqualTo("Unprocessable Content");
        assertThat(other.detail()).startsWith("Idempotency-Key: ");
    }

    /** A key is the caller's own: two people may choose the same. */
    @Test
    void anotherPersonsKeyIsAnotherKey() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Answer first = create(kind, key, "1");
        String another = UUID.randomUUID().toString();

        Answer other = Client.patient(another)
                .with("Idempotency-Key", key)
                .post(kind.path(another), kind.body().with("app_version", "1"));

        assertThat(other.uuid()).isNotEqualTo(first.uuid());
        assertThat(other.json().get("patient_id").asString()).isEqualTo(another);
    }

    /** Nor is a key of the owner alone: another caller who may write the same person's records has keys of their own. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void anotherCallersKeyIsAnotherKey(RecordKind kind) {
        Client another = Client.bearing(Tokens.of(kind.claim(), List.of(person, "another"), Tokens.OWN));

        Answer first = owner(kind).with("Idempotency-Key", key).post(kind.path(person), kind.body());
        Answer other = another.with("Idempotency-Key", key).post(kind.path(person), kind.body());

        assertThat(other.status()).isEqualTo(kind.created());
        assertThat(other.uuid()).isNotEqualTo(first.uuid());
        assertFound(kind, person, first);
        assertFound(kind, person, other);
    }

    /** One caller's key for one person is another for the next. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void keyForAnotherOwnerIsAnotherKey(RecordKind kind) {
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

    /** A key that came with a record of one kind is refused with one of another kind. */
    @Test
    void keyForAnotherKindIsRefused() {
        Client owner = owner(RecordKind.PATIENT_INSTALLATION).with("Idempotency-Key", key);
        Answer meter = owner.post(RecordKind.BLOOD_GLUCOSE_METER.path(person), Body.bloodGlucoseMeter());

        Answer phone = owner.post(RecordKind.PATIENT_INSTALLATION.path(person), Body.patientInstallation());

        assertThat(meter.status()).isEqualTo(201);
        assertThat(phone.status()).isEqualTo(422);
        assertThat(list(RecordKind.PATIENT_INSTALLATION)).isEmpty();
    }

    /** A creation that the database refuses leaves nothing behind: the same key makes a record when the database takes it. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void creationThatTheDatabaseRefusesLeavesTheKey(RecordKind kind) throws SQLException {
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

    /** A duplicate that is not the key's, by a unique index which somebody has added, is a failure like any other, once. */
    @Test
    void anotherUniqueIndexIsNoDuplicateKey() throws SQLException {
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

    /** When the tables are emptied the keys go with the records: none leads to a record that is gone. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void keysGoWithTheRecords(RecordKind kind) {
        Client owner = owner(kind).with("Idempotency-Key", key);
        Answer first = owner.post(kind.path(person), kind.body());
        Client.bearing(Tokens.system()).call("POST", "/drop_data");

        Answer anew = owner.post(kind.path(person), kind.body());

        assertThat(anew.status()).isEqualTo(kind.created());
        assertThat(anew.uuid()).isNotEqualTo(first.uuid());
        assertFound(kind, person, anew);
    }

    /** A key is good for a day; then it is a new one. */
    @Test
    void keyIsForgottenAfterADay() throws SQLException {
        Answer first = create(RecordKind.PATIENT_INSTALLATION, key, "1");
        Database.execute("update idempotency_key set created = created - interval '25 hours' where record_uuid = '"
                + first.uuid() + "'");

        Answer later = create(RecordKind.PATIENT_INSTALLATION, key, "2");

        assertThat(later.status()).isEqualTo(200);
        assertThat(later.uuid()).isNotEqualTo(first.uuid());
        assertThat(create(RecordKind.PATIENT_INSTALLATION, key, "2").uuid()).isEqualTo(later.uuid());
    }

    /** A refused request does not use its key up. */
    @Test
    void refusedRequestLeavesTheKey() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Client owner = owner(kind).with("Idempotency-Key", key);
        assertThat(owner.post(kind.path(person), "{}").status()).isEqualTo(400);

        assertThat(owner.post(kind.path(person), kind.body()).status()).isEqualTo(200);
    }

    /** Many at once make one record. */
    @Test
    void manyAtOnceMakeOneRecord() {
        Set<String> ids = new HashSet<>();
        IntStream.range(0, 20)
                .parallel()
                .mapToObj(n -> create(RecordKind.CLINICIAN_INSTALLATION, key, "1"))
                .map(Answer::uuid)
                .sequential()
                .forEach(ids::add);

        assertThat(ids).hasSize(1);
    }

    /** Without a key each request makes a record, as with the original. */
    @Test
    void withoutAKeyEachRequestMakesARecord() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String first = owner(kind).post(kind.path(person), kind.body()).uuid();

        assertThat(owner(kind).post(kind.path(person), kind.body()).uuid()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"", "a\"b", "\"a\\\"b\"", "two keys without quotes"})
    void oddKeyIsRefused(String odd) {
        Answer answer = create(RecordKind.PATIENT_INSTALLATION, odd, "1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("Idempotency-Key: must be");
    }

    @Test
    void longKeyIsRefused() {
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
