package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All records of one person. */
class ListIT extends Contract {
    private final String person = TestFleet.person();

    /**
     * The list is sorted newest first, and has no records of other people. Its elements equal the responses to single
     * reads.
     */
    @ParameterizedTest
    @EnumSource
    void listIsSortedNewestFirst(RecordKind kind) {
        Answer first = owner(kind).post(kind.path(person), kind.body());
        Answer second = owner(kind).post(kind.path(person), kind.body());
        TestFleet.empty().store(kind, TestFleet.person(), kind.body());

        Answer list = owner(kind).get(kind.path(person));

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().valueStream()).containsExactly(second.json(), first.json());
        assertThat(list.header("Link")).isEmpty();
    }

    /** A person without records has an empty list. */
    @ParameterizedTest
    @EnumSource
    void listOfAPersonWithoutRecordsIsEmpty(RecordKind kind) {
        assertThat(owner(kind).get(kind.path(person)).text()).isEqualTo("[]");
    }

    /** Pagination returns every record once, and the last page has no link. */
    @ParameterizedTest
    @EnumSource
    void pagesReturnEachRecordOnce(RecordKind kind) {
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            stored.add(owner(kind).post(kind.path(person), kind.body()).uuid());
        }
        Collections.reverse(stored);

        List<String> found = new ArrayList<>();
        String query = "?limit=2";
        while (!query.isEmpty()) {
            Answer page = owner(kind).get(kind.path(person) + query);
            assertThat(page.json().size()).isBetween(1, 2);
            found.addAll(TestFleet.ids(page.json()));
            query = TestFleet.next(page);
        }

        assertThat(found).isEqualTo(stored);
    }

    /** The page with the last record has no link, even if it is full. */
    @ParameterizedTest
    @EnumSource
    void lastFullPageHasNoLink(RecordKind kind) {
        owner(kind).post(kind.path(person), kind.body());
        owner(kind).post(kind.path(person), kind.body());

        assertThat(owner(kind).get(kind.path(person) + "?limit=2").header("Link"))
                .isEmpty();
        assertThat(owner(kind).get(kind.path(person) + "?limit=1").header("Link"))
                .isNotEmpty();
    }

    /** A cursor for the list of one person is rejected for another person. */
    @ParameterizedTest
    @EnumSource
    void cursorIsRejectedForAnotherPerson(RecordKind kind) {
        owner(kind).post(kind.path(person), kind.body());
        owner(kind).post(kind.path(person), kind.body());
        String next = TestFleet.next(owner(kind).get(kind.path(person) + "?limit=1"));

        Answer elsewhere = Client.bearing(Tokens.system()).get(kind.path(TestFleet.person()) + next);

        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.detail()).startsWith("cursor: ");
    }

    /** The problem detail names the invalid parameter. */
    @ParameterizedTest
    @CsvSource({"?limit=501, limit", "?limit=-1, limit", "?limit=1&limit=2, limit", "?app_version=1, app_version"})
    void badParameterIsNamed(String query, String name) {
        Answer rejected =
                owner(RecordKind.PATIENT_INSTALLATION).get(RecordKind.PATIENT_INSTALLATION.path(person) + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(name + ": ");
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
