package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Audit fields: creator and time of creation, author and time of the last change. */
class AuditFieldsIT extends Contract {
    private final String person = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();

    /** The creator is the caller, even if the caller's id differs from the owner's. */
    @ParameterizedTest
    @EnumSource
    void creatorIsTheCaller(RecordKind kind) {
        JsonNode created = another(kind).post(kind.path(person), kind.body()).json();

        assertThat(created.get(kind.claim()).asString()).isEqualTo(person);
        assertThat(created.get("created_by").asString()).isEqualTo(nameOfOtherCaller());
        assertThat(created.get("modified_by").asString()).isEqualTo(nameOfOtherCaller());
    }

    /** A change sets its author and time, and keeps those of the creation. */
    @ParameterizedTest
    @EnumSource
    void changeSetsItsAuthorAndTime(RecordKind kind) {
        Answer created = owner(kind).post(kind.path(person), kind.body());
        Instant before = later(time(created, "modified"));

        Answer changed = another(kind).patch(path(kind, created), Body.empty().with("app_version", "2"));

        JsonNode record = changed.json();
        assertThat(record.get("created_by").asString()).isEqualTo(person);
        assertThat(record.get("created")).isEqualTo(created.json().get("created"));
        assertThat(record.get("modified_by").asString()).isEqualTo(nameOfOtherCaller());
        assertThat(time(changed, "modified")).isBetween(before, Instant.now());
        assertThat(owner(kind).get(path(kind, created)).json()).isEqualTo(record);
    }

    /** The fields hold the last of several changes. */
    @ParameterizedTest
    @EnumSource
    void lastChangeIsRecorded(RecordKind kind) {
        Answer created = owner(kind).post(kind.path(person), kind.body());
        Answer first = another(kind).patch(path(kind, created), Body.empty().with("app_version", "2"));
        Instant before = later(time(first, "modified"));

        Answer second = owner(kind).patch(path(kind, created), Body.empty().with("app_version", "3"));

        assertThat(second.json().get("modified_by").asString()).isEqualTo(person);
        assertThat(time(second, "modified")).isAfterOrEqualTo(before);
    }

    /** A search by time of change finds a record by its last change, not by its creation. */
    @ParameterizedTest
    @EnumSource
    void changedRecordIsFoundByItsLastChange(RecordKind kind) {
        Answer created = owner(kind).post(kind.path(person), kind.body());
        Instant between = later(time(created, "modified"));

        owner(kind).patch(path(kind, created), Body.empty().with("app_version", "2"));

        assertThat(search(kind, "modified_from=" + between)).hasSize(1);
        assertThat(search(kind, "modified_to=" + between)).isEmpty();
        assertThat(search(kind, "created_to=" + between)).hasSize(1);
        assertThat(search(kind, "created_from=" + between)).isEmpty();
    }

    /** A request that changes nothing keeps author and time of the last change. */
    @ParameterizedTest
    @EnumSource
    void requestWithoutAChangeKeepsTheAuthor(RecordKind kind) {
        Answer created = owner(kind).post(kind.path(person), kind.body());
        Body same = Body.empty().with("app_version", kind.body().values().get("app_version"));
        later(time(created, "modified"));

        assertThat(another(kind).patch(path(kind, created), same).json()).isEqualTo(created.json());
        assertThat(another(kind).patch(path(kind, created), Body.empty()).json())
                .isEqualTo(created.json());
        assertThat(owner(kind).get(path(kind, created)).json()).isEqualTo(created.json());
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    /** Another caller with access to this person's records: a token with two ids. */
    private Client another(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), List.of(person, other), Tokens.OWN));
    }

    private String nameOfOtherCaller() {
        return "{" + person + "," + other + "}";
    }

    private JsonNode search(RecordKind kind, String time) {
        return Client.bearing(Tokens.system())
                .get(kind.search() + "?" + kind.claim() + "=" + person + "&" + time)
                .json();
    }

    /** Waits until the clock has advanced by a millisecond, the resolution of responses, and returns the time. */
    private static Instant later(Instant time) {
        Await.until(() -> now().isAfter(time));
        return now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant time(Answer answer, String key) {
        return Instant.parse(answer.json().get(key).asString());
    }

    private static String path(RecordKind kind, Answer created) {
        return kind.path(created.json().get(kind.claim()).asString()) + "/" + created.uuid();
    }
}
