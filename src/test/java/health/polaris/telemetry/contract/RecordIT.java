package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules for all kinds of records: stored as sent, found by their owner only, changed field by field. */
class RecordIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** The response to a creation has all fields as sent, the owner, the creator and the time. */
    @ParameterizedTest
    @EnumSource
    void createdRecordIsReturnedInFull(RecordKind kind) {
        Body sent = kind.body();

        Answer created = owner(kind).post(kind.path(person), sent);

        assertThat(created.status()).isEqualTo(kind.created());
        ObjectNode record = (ObjectNode) created.json();
        sent.values()
                .forEach((key, value) ->
                        assertThat(record.get(key).asString()).as(key).isEqualTo(value.toString()));
        assertThat(record.get(kind.claim()).asString()).isEqualTo(person);
        assertThat(UUID.fromString(created.uuid()).version()).isEqualTo(7);
        assertThat(Instant.parse(record.get("created").asString()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        assertThat(record.get("modified")).isEqualTo(record.get("created"));
        assertThat(record.get("created_by").asString()).isEqualTo(person);
        assertThat(record.get("modified_by").asString()).isEqualTo(person);
        assertThat(record.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                sent.keys().stream(),
                                Stream.of(kind.claim(), "uuid", "created", "created_by", "modified", "modified_by"))
                        .flatMap(keys -> keys)
                        .toList());
    }

    /** A read returns the record as the creation did. */
    @ParameterizedTest
    @EnumSource
    void createdRecordCanBeRead(RecordKind kind) {
        Answer created = create(kind);

        Answer found = owner(kind).get(path(kind, created));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEqualTo(created.json());
    }

    /** The same request twice stores two records. */
    @ParameterizedTest
    @EnumSource
    void sameBodyTwiceStoresTwoRecords(RecordKind kind) {
        assertThat(create(kind).uuid()).isNotEqualTo(create(kind).uuid());
    }

    /** An unknown id is not found, for reads and changes. */
    @ParameterizedTest
    @EnumSource
    void unknownRecordIsNotFound(RecordKind kind) {
        String path = kind.path(person) + "/" + UUID.randomUUID();

        assertThat(owner(kind).get(path).status()).isEqualTo(404);
        assertThat(owner(kind).patch(path, "{}").status()).isEqualTo(404);
    }

    /** A record is neither found nor changed through the path of another person. */
    @ParameterizedTest
    @EnumSource
    void recordOfAnotherPersonIsNotFound(RecordKind kind) {
        Answer created = create(kind);
        String otherPerson = UUID.randomUUID().toString();
        Client otherClient = Client.bearing(Tokens.of(kind.claim(), otherPerson, Tokens.OWN));
        String path = kind.path(otherPerson) + "/" + created.uuid();

        assertThat(otherClient.get(path).status()).isEqualTo(404);
        assertThat(otherClient
                        .patch(path, Body.empty().with("app_version", "stolen"))
                        .status())
                .isEqualTo(404);
        assertThat(owner(kind).get(path(kind, created)).json()).isEqualTo(created.json());
    }

    /** A change of one field returns and stores the whole record with only this field changed. */
    @ParameterizedTest
    @MethodSource("changeableFields")
    void oneFieldIsChanged(RecordKind kind, String key) {
        Answer created = create(kind);
        Object changed = another(kind.body().values().get(key));

        Answer answer = owner(kind).patch(path(kind, created), Body.empty().with(key, changed));

        assertThat(answer.status()).isEqualTo(200);
        ObjectNode before = (ObjectNode) created.json();
        ObjectNode after = (ObjectNode) answer.json();
        assertThat(after.get(key).asString()).isEqualTo(changed.toString());
        assertThat(Instant.parse(after.get("modified").asString()))
                .isAfterOrEqualTo(Instant.parse(before.get("modified").asString()));
        assertThat(after.without(Arrays.asList(key, "modified")).toString())
                .isEqualTo(before.without(Arrays.asList(key, "modified")).toString());
        assertThat(owner(kind).get(path(kind, created)).json()).isEqualTo(answer.json());
    }

    /** All changeable fields can be changed at once. */
    @ParameterizedTest
    @EnumSource
    void allFieldsAreChangedAtOnce(RecordKind kind) {
        Answer created = create(kind);
        Body change = Body.empty();
        for (String key : kind.body().keys()) {
            change = kind.changeable(key)
                    ? change.with(key, another(kind.body().values().get(key)))
                    : change;
        }

        JsonNode changed = owner(kind).patch(path(kind, created), change).json();

        change.values()
                .forEach((key, value) ->
                        assertThat(changed.get(key).asString()).as(key).isEqualTo(value.toString()));
    }

    /** An empty change changes nothing, including the time of the last change. */
    @ParameterizedTest
    @EnumSource
    void emptyChangeChangesNothing(RecordKind kind) {
        Answer created = create(kind);

        Answer answer = owner(kind).patch(path(kind, created), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(created.json());
    }

    /** A change to the current values changes nothing. */
    @ParameterizedTest
    @EnumSource
    void sameValuesChangeNothing(RecordKind kind) {
        Body sent = kind.body();
        Answer created = owner(kind).post(kind.path(person), sent);
        Body same = Body.empty();
        for (String key : sent.keys()) {
            same = kind.changeable(key) ? same.with(key, sent.values().get(key)) : same;
        }

        Answer answer = owner(kind).patch(path(kind, created), same);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(created.json());
    }

    /** Empty text and any Unicode text are stored unchanged. */
    @ParameterizedTest
    @EnumSource
    void anyTextIsStoredUnchanged(RecordKind kind) {
        for (String text :
                new String[] {"", " ", "Zoë's téléphone \uD83D\uDCF1", "\t\n\"\\/<b>", "\uFFFF\uFFFE\u0001"}) {
            Body body = kind.body().with("app_version", text);

            Answer created = owner(kind).post(kind.path(person), body);

            assertThat(created.status()).isEqualTo(kind.created());
            assertThat(owner(kind)
                            .get(path(kind, created))
                            .json()
                            .get("app_version")
                            .asString())
                    .isEqualTo(text);
        }
    }

    static Stream<Arguments> changeableFields() {
        return Arrays.stream(RecordKind.values())
                .flatMap(kind ->
                        kind.body().keys().stream().filter(kind::changeable).map(key -> Arguments.of(kind, key)));
    }

    /** A different value of the same type. */
    private static Object another(Object value) {
        if (value instanceof Boolean correct) {
            return !correct;
        }
        if (value instanceof Double number) {
            return number + 1;
        }
        return value.toString().contains("T") && value.toString().contains(":")
                ? "2021-06-30T12:00:00.001Z"
                : "changed";
    }

    private Answer create(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body());
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    private String path(RecordKind kind, Answer created) {
        return kind.path(person) + "/" + created.uuid();
    }
}
