package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional reads of lists and of error responses, and conditional changes. */
class ConditionalReadIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** An unchanged list gets 304, also if a proxy has compressed it and changed its tag. */
    @ParameterizedTest
    @EnumSource
    void unchangedListIsNotModified(RecordKind kind) {
        create(kind);
        for (String list : lists(kind)) {
            String tag = reader(kind).get(list).header("ETag");
            String open = tag.substring(0, tag.length() - 1);
            for (String sent : List.of(tag, "W/" + tag, open + "-gzip\"", "W/" + open + "-br\"")) {
                Answer second = reader(kind).with("If-None-Match", sent).get(list);

                assertThat(second.status()).as(sent).isEqualTo(304);
                assertThat(second.text()).isEmpty();
            }
            Answer other = reader(kind).with("If-None-Match", open + "-other\"").get(list);
            assertThat(other.status()).isEqualTo(200);
        }
    }

    /** Changing any record of a list changes its tag. */
    @ParameterizedTest
    @EnumSource
    void changeOfARecordChangesTheTag(RecordKind kind) {
        List<String> records = Stream.of(create(kind), create(kind), create(kind))
                .map(Answer::uuid)
                .toList();
        for (String list : lists(kind)) {
            for (String record : records) {
                Answer before = reader(kind).get(list);

                owner(kind).patch(kind.path(person) + "/" + record, Body.empty().with("app_version", list + record));

                assertModified(kind, list, before);
            }
        }
    }

    /** A new record changes the tag. */
    @ParameterizedTest
    @EnumSource
    void newRecordChangesTheTag(RecordKind kind) {
        for (String list : lists(kind)) {
            Answer before = reader(kind).get(list);

            create(kind);

            assertModified(kind, list, before);
        }
    }

    /** A missing record or path never gets 304. */
    @ParameterizedTest
    @EnumSource
    void missingResourceIsNeverNotModified(RecordKind kind) {
        Client wildcard = owner(kind).with("If-None-Match", "*");

        assertThat(wildcard.get(kind.path(person) + "/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(wildcard.get(kind.path(person) + "s").status()).isEqualTo(404);
    }

    /** A caller without a token or without the right to read never gets 304. */
    @ParameterizedTest
    @EnumSource
    void deniedCallerNeverGetsNotModified(RecordKind kind) {
        String record = kind.path(person) + "/" + create(kind).uuid();
        Client other = Client.bearing(Tokens.of(kind.claim(), "somebody else", Tokens.OWN));

        assertThat(Client.anonymous().with("If-None-Match", "*").get(record).status())
                .isEqualTo(401);
        assertThat(other.with("If-None-Match", "*").get(record).status()).isEqualTo(403);
        assertThat(owner(kind).with("If-None-Match", "*").get(record).status()).isEqualTo(304);
    }

    /** Sending back the tag of an error response gets the same error again. */
    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void errorIsNeverNotModified(int status) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Client client = status == 401 ? Client.anonymous() : owner(kind);
        String path = kind.path(person) + "/" + UUID.randomUUID();
        Answer error = client.get(path);

        Answer second =
                client.with("If-None-Match", error.header("ETag") + ", \"x\"").get(path);

        assertThat(second.status()).isEqualTo(status);
        assertThat(second.json()).isEqualTo(error.json());
    }

    /** A change that expects another state of the record gets 412 and changes nothing. */
    @ParameterizedTest
    @EnumSource
    void changeOfAnotherStateIsRejected(RecordKind kind) {
        Answer created = create(kind);
        String record = kind.path(person) + "/" + created.uuid();
        Body change = Body.empty().with("app_version", "2");
        Answer first = owner(kind).with("If-Match", created.header("ETag")).patch(record, change);
        assertThat(first.status()).isEqualTo(200);

        for (String tag : List.of(created.header("ETag"), "\"x\"", "nonsense", "")) {
            Answer lost =
                    owner(kind).with("If-Match", tag).patch(record, Body.empty().with("app_version", "3"));

            assertThat(lost.status()).as(tag).isEqualTo(412);
            assertThat(lost.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(lost.detail()).contains("If-Match");
        }

        assertThat(owner(kind).get(record).json()).isEqualTo(first.json());
        for (String tag : List.of("*", "W/" + first.header("ETag"), "\"x\", " + first.header("ETag"))) {
            assertThat(owner(kind)
                            .with("If-Match", tag)
                            .patch(record, Body.empty())
                            .status())
                    .as(tag)
                    .isEqualTo(200);
        }
    }

    /** The tag of each response with the record is the same. */
    @ParameterizedTest
    @EnumSource
    void tagDependsOnlyOnTheRecord(RecordKind kind) {
        Answer created = create(kind);
        String record = kind.path(person) + "/" + created.uuid();
        assertThat(owner(kind).get(record).header("ETag")).isEqualTo(created.header("ETag"));

        Answer changed = owner(kind).patch(record, Body.empty().with("app_version", "2"));

        assertThat(owner(kind).get(record).header("ETag"))
                .isEqualTo(changed.header("ETag"))
                .isNotEqualTo(created.header("ETag"));
    }

    /** Of concurrent changes that expect the same state, one succeeds. */
    @ParameterizedTest
    @EnumSource
    void oneOfConcurrentChangesSucceeds(RecordKind kind) {
        Answer created = create(kind);
        String record = kind.path(person) + "/" + created.uuid();
        Client client = owner(kind).with("If-Match", created.header("ETag"));

        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> client.patch(record, Body.empty().with("app_version", "by " + i))
                        .status())
                .toList();

        assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    }

    /** A condition does not reveal another person's or a missing record. */
    @ParameterizedTest
    @EnumSource
    void conditionIsCheckedLast(RecordKind kind) {
        String record = kind.path(person) + "/" + create(kind).uuid();
        Client other = Client.bearing(Tokens.of(kind.claim(), "somebody else", Tokens.OWN));

        assertThat(other.with("If-Match", "*").patch(record, Body.empty()).status())
                .isEqualTo(403);
        assertThat(owner(kind)
                        .with("If-Match", "*")
                        .patch(kind.path(person) + "/" + UUID.randomUUID(), Body.empty())
                        .status())
                .isEqualTo(404);
    }

    private void assertModified(RecordKind kind, String list, Answer before) {
        Answer after = reader(kind).with("If-None-Match", before.header("ETag")).get(list);

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.header("ETag")).isNotEmpty().isNotEqualTo(before.header("ETag"));
        assertThat(after.json()).isNotEqualTo(before.json());
    }

    /** The list of a person, and the search for the same person. */
    private List<String> lists(RecordKind kind) {
        return List.of(kind.path(person), kind.search() + "?" + kind.claim() + "=" + person);
    }

    private Answer create(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body());
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    /** A client that may read this person's list and search. */
    private Client reader(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN + "read:gdm_telemetry_all"));
    }
}
