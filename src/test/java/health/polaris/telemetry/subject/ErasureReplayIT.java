package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Receipts of erasures, and their repetition after a backup was restored. */
class ErasureReplayIT extends Contract {
    /** All receipts are listed, one per line, oldest first, and the list is recorded. */
    @Test
    void receiptsAreListed() {
        JsonNode first =
                DataSubject.of(RecordKind.PATIENT_INSTALLATION).erase("erase").json();
        JsonNode second = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION)
                .erase("anonymise")
                .json();

        Answer list = DataSubject.officer().get("/dhos/v1/erasure");

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(list.text().lines().filter(line -> line.equals(first.toString()) || line.equals(second.toString())))
                .containsExactly(first.toString(), second.toString());
    }

    /** The list has all receipts, and rejects pages. */
    @Test
    void listHasNoPages() {
        Answer rejected = DataSubject.officer().get("/dhos/v1/erasure?limit=1");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).contains("limit", "all records");
    }

    /** A person who is back after a restored backup is erased again, and rejected from then on. */
    @ParameterizedTest
    @EnumSource
    void restoredPersonIsErasedAgain(RecordKind kind) throws SQLException {
        DataSubject person = DataSubject.of(kind);
        String receipt = person.erase("erase").text();
        restoreWithoutReceipts(person, receipt);

        Answer result = replay(receipt);

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.json().get("receipts").asInt()).isEqualTo(1);
        assertThat(result.json().get("erased").asInt()).isEqualTo(1);
        assertThat(person.rows(kind.table())).isZero();
        assertThat(person.rows(kind.table() + "_history")).isZero();
        assertThat(person.create().status()).isEqualTo(410);
        assertThat(replay(receipt).json().get("erased").asInt()).isZero();
    }

    /** The receipt of an ended erasure erases only what was created before, and allows records. */
    @Test
    void endedErasureErasesOlderDataOnly() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.create();
        JsonNode receipt = person.erase("erase").json();
        DataSubject.officer().call("DELETE", person.path("erasure"));
        String ended = DataSubject.officer()
                .get("/dhos/v1/erasure")
                .text()
                .lines()
                .filter(line -> line.contains(receipt.get("id").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(ended).contains("\"ended\":");
        person.create();
        Database.execute(
                "update mobile set created = created - interval '1 day' where patient_id = '" + person.id() + "'");
        person.create();

        assertThat(replay(ended).json().get("erased").asInt()).isEqualTo(1);

        assertThat(person.rows("mobile")).isEqualTo(1);
        assertThat(person.create().status()).isEqualTo(200);
    }

    /** A person under legal hold is not erased again. */
    @Test
    void heldPersonIsNotErasedAgain() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        String receipt = person.erase("erase").text();
        restoreWithoutReceipts(person, receipt);
        person.hold();

        Answer result = replay(receipt);

        assertThat(result.json().get("held").asInt()).isEqualTo(1);
        assertThat(person.rows("mobile")).isEqualTo(1);
    }

    /** Invalid receipts are rejected, and change nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | receipts",
                "{'receipts': [null]} | receipts",
                "{'receipts': [{}]} | receipts[0].",
                "{'receipts': [{'id': 'x'}]} | id",
                "{'receipts': 1} | receipts"
            })
    void invalidReceiptsAreRejected(String body, String problem) {
        Answer rejected = DataSubject.officer().post("/dhos/v1/erasure/replay", body.replace('\'', '"'));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).contains(problem);
    }

    private static Answer replay(String receipt) {
        return DataSubject.officer().post("/dhos/v1/erasure/replay", "{\"receipts\": [" + receipt + "]}");
    }

    /** Makes the database what it was before the erasure: with data, without the receipt. */
    private static void restoreWithoutReceipts(DataSubject person, String receipt) throws SQLException {
        UUID id = UUID.fromString(receipt.replaceAll(".*\"id\":\"([0-9a-f-]{36})\".*", "$1"));
        Database.execute("delete from erasure where id = '" + id + "'");
        person.createAndChange();
    }
}
