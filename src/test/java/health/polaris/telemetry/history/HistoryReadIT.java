package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A history lists all versions of a record, for those who may read the record. */
class HistoryReadIT extends Contract {
    private final PersonHistory person = PersonHistory.ofNewPerson();

    /** A new record has one version, which began with its creation and is valid. */
    @ParameterizedTest
    @EnumSource
    void newRecordHasOneVersion(RecordKind kind) {
        JsonNode created =
                person.client(kind).post(person.path(kind), kind.body()).json();

        JsonNode history = person.history(kind, created.get("uuid").asString()).json();

        JsonNode version = history.at("/versions/0");
        assertThat(history.get("versions")).hasSize(1);
        assertThat(version.propertyNames()).containsAll(created.propertyNames());
        assertThat(created.propertyNames())
                .allSatisfy(key -> assertThat(version.get(key)).isEqualTo(created.get(key)));
        assertThat(version.get("operation").asString()).isEqualTo("create");
        assertThat(version.get("changed_by").asString()).isEqualTo(person.id());
        assertThat(version.get("changed")).isEmpty();
        assertThat(version.get("valid_to").isNull()).isTrue();
        assertThat(version.get("valid_from").asString())
                .matches(".{19}\\.[0-9]{6}Z")
                .startsWith(created.get("created").asString().replace("Z", ""))
                .isEqualTo(history.get("known_since").asString());
    }

    /** A change leaves the version before, and names its author and the changed fields. */
    @ParameterizedTest
    @EnumSource
    void changeLeavesTheVersionBefore(RecordKind kind) {
        JsonNode created =
                person.client(kind).post(person.path(kind), kind.body()).json();
        String id = created.get("uuid").asString();
        JsonNode changed = person.client(kind)
                .patch(
                        person.path(kind) + "/" + id,
                        Body.empty().with("app_version", "19").with("app_product", "SEND"))
                .json();

        JsonNode versions = person.history(kind, id).json().get("versions");

        assertThat(versions).hasSize(2);
        JsonNode now = versions.get(0);
        JsonNode before = versions.get(1);
        assertThat(now.get("modified")).isEqualTo(changed.get("modified"));
        assertThat(now.get("app_version").asString()).isEqualTo("19");
        assertThat(now.get("operation").asString()).isEqualTo("update");
        assertThat(now.get("changed_by").asString()).isEqualTo(person.id());
        assertThat(PersonHistory.texts(now.get("changed"))).containsExactly("app_product", "app_version");
        assertThat(before.get("app_version")).isEqualTo(created.get("app_version"));
        assertThat(before.get("modified")).isEqualTo(created.get("modified"));
        assertThat(before.get("operation").asString()).isEqualTo("create");
        PersonHistory.assertContiguous(versions);
    }

    /** A record of this person that never existed is not found, and neither is another person's. */
    @ParameterizedTest
    @EnumSource
    void otherRecordIsNotFound(RecordKind kind) {
        String id = person.create(kind);
        String other = TestFleet.person();

        assertThat(person.history(kind, "never").status()).isEqualTo(404);
        assertThat(TestFleet.support()
                        .get(kind.path(other) + "/" + id + "/history")
                        .status())
                .isEqualTo(404);
        assertThat(person.history(kind, "a".repeat(37)).status()).isEqualTo(400);
    }

    /** The owner and support may read the history; others may not. */
    @ParameterizedTest
    @EnumSource
    void accessIsThatOfTheRecord(RecordKind kind) {
        String path = person.path(kind) + "/" + person.create(kind) + "/history";
        String read = "read:gdm_telemetry";

        assertThat(Client.bearing(Tokens.of(kind.claim(), person.id(), read))
                        .get(path)
                        .status())
                .isEqualTo(200);
        assertThat(TestFleet.support().get(path).status()).isEqualTo(200);
        assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
        assertThat(Client.bearing(Tokens.of(kind.claim(), person.id(), "write:gdm_telemetry"))
                        .get(path)
                        .status())
                .isEqualTo(403);
        assertThat(Client.bearing(Tokens.of(kind.claim(), "another", read))
                        .get(path)
                        .status())
                .isEqualTo(403);
        assertThat(Client.bearing(Tokens.of("device_id", person.id(), read))
                        .get(path)
                        .status())
                .isEqualTo(403);
    }

    /** An unchanged history is not sent again. */
    @Test
    void unchangedHistoryIsNotSentAgain() {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        String path = person.path(kind) + "/" + person.create(kind) + "/history";
        String tag = person.client(kind).get(path).header("ETag");

        Answer again = person.client(kind).with("If-None-Match", tag).get(path);

        assertThat(tag).isNotEmpty();
        assertThat(again.status()).isEqualTo(304);
    }

    /** Invalid parameters are rejected, with their name. */
    @ParameterizedTest
    @CsvSource({
        "limit=0, limit: must be a whole number from 1 to 500.",
        "limit=501, limit: must be a whole number from 1 to 500.",
        "cursor=abc, 'cursor: must be from a response of this list, with the same other parameters.'",
        "other=1, 'other: unknown parameter. The known parameters are cursor, limit.'"
    })
    void invalidParametersAreRejected(String query, String detail) {
        Answer answer = person.history(
                RecordKind.PATIENT_INSTALLATION, person.create(RecordKind.PATIENT_INSTALLATION), "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo(detail);
    }
}
