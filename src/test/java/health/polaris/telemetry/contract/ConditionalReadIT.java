package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and refusals, read by somebody who has an earlier answer already. */
class ConditionalReadIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** A list that is as it was is not sent again. */
    @ParameterizedTest
    @EnumSource
    void unchangedListIsNotSentAgain(RecordKind kind) {
        create(kind);
        for (String list : lists(kind)) {
            Answer first = reader(kind).get(list);

            Answer again =
                    reader(kind).with("If-None-Match", first.header("ETag")).get(list);

            assertThat(again.status()).isEqualTo(304);
            assertThat(again.text()).isEmpty();
        }
    }

    /** A change of any record in a list makes it another list, be it the first, the last or one between. */
    @ParameterizedTest
    @EnumSource
    void changeOfAnyRecordChangesTheList(RecordKind kind) {
        List<String> records = Stream.of(create(kind), create(kind), create(kind))
                .map(Answer::uuid)
                .toList();
        for (String list : lists(kind)) {
            for (String record : records) {
                Answer before = reader(kind).get(list);

                owner(kind).patch(kind.path(person) + "/" + record, Body.empty().with("app_version", list + record));

                assertSentAnew(kind, list, before);
            }
        }
    }

    /** A new record makes it another list. */
    @ParameterizedTest
    @EnumSource
    void newRecordChangesTheList(RecordKind kind) {
        for (String list : lists(kind)) {
            Answer before = reader(kind).get(list);

            create(kind);

            assertSentAnew(kind, list, before);
        }
    }

    /** A record that there is not, and a path that there is not, are never what somebody has already. */
    @ParameterizedTest
    @EnumSource
    void whatThereIsNotIsNotKnown(RecordKind kind) {
        Client knowsAll = owner(kind).with("If-None-Match", "*");

        assertThat(knowsAll.get(kind.path(person) + "/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(knowsAll.get(kind.path(person) + "s").status()).isEqualTo(404);
    }

    /** Nor is it told without a token, or without the right to read it, that nothing has changed. */
    @ParameterizedTest
    @EnumSource
    void whoMayNotReadIsNotToldThatNothingChanged(RecordKind kind) {
        String record = kind.path(person) + "/" + create(kind).uuid();
        Client stranger = Client.bearing(Tokens.of(kind.claim(), "somebody else", Tokens.OWN));

        assertThat(Client.nobody().with("If-None-Match", "*").get(record).status())
                .isEqualTo(401);
        assertThat(stranger.with("If-None-Match", "*").get(record).status()).isEqualTo(403);
        assertThat(owner(kind).with("If-None-Match", "*").get(record).status()).isEqualTo(304);
    }

    /** The tag of a refusal, sent back, gets the same refusal again. */
    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void refusalIsSentAgain(int status) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Client somebody = status == 401 ? Client.nobody() : owner(kind);
        String path = kind.path(person) + "/" + UUID.randomUUID();
        Answer refused = somebody.get(path);

        Answer again = somebody.with("If-None-Match", refused.header("ETag") + ", \"x\"")
                .get(path);

        assertThat(again.status()).isEqualTo(status);
        assertThat(again.json()).isEqualTo(refused.json());
    }

    private void assertSentAnew(RecordKind kind, String list, Answer before) {
        Answer after = reader(kind).with("If-None-Match", before.header("ETag")).get(list);

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.header("ETag")).isNotEmpty().isNotEqualTo(before.header("ETag"));
        assertThat(after.json()).isNotEqualTo(before.json());
    }

    /** The list of a person, and the search for that person. */
    private List<String> lists(RecordKind kind) {
        return List.of(kind.path(person), kind.search() + "?" + kind.claim() + "=" + person);
    }

    private Answer create(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body());
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    /** Somebody who may read this person's list and search. */
    private Client reader(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN + "read:gdm_telemetry_all"));
    }
}
