package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pagination of searches. */
class PagingIT extends Contract {
    private static final String PATH = "/dhos/v1/installation";

    private final TestFleet fleet = TestFleet.empty();

    /** Every record present at the start is returned exactly once, even if other records are created meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void concurrentWritesDoNotSkipOrRepeatRecords(int limit) {
        List<String> atStart = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            atStart.add(stored(number % 3 == 0 ? RecordKind.CLINICIAN_INSTALLATION : RecordKind.PATIENT_INSTALLATION));
        }

        List<String> found = new ArrayList<>();
        Answer page = fleet.ask(PATH, "limit", Integer.toString(limit));
        found.addAll(TestFleet.ids(page.json()));
        while (!TestFleet.next(page).isEmpty()) {
            stored(RecordKind.PATIENT_INSTALLATION);
            page = TestFleet.support().get(PATH + TestFleet.next(page));
            found.addAll(TestFleet.ids(page.json()));
        }

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(atStart);
    }

    /** Pagination works for times of any year that can be stored. */
    @Test
    void pagesCoverAllYears() {
        List<String> days = List.of("9999-12-30", "4130-06-10", "2262-04-12", "1969-12-31", "1582-10-04", "0001-01-02");
        List<String> stored =
                days.stream().map(day -> fleet.installed("p", "1", day).uuid()).toList();

        List<String> found = new ArrayList<>();
        Answer page = fleet.ask(PATH, "first_used_from", "0001-01-01T00:00:00Z", "limit", "1");
        found.addAll(TestFleet.ids(page.json()));
        while (!TestFleet.next(page).isEmpty()) {
            page = TestFleet.support().get(PATH + TestFleet.next(page));
            found.addAll(TestFleet.ids(page.json()));
        }

        assertThat(found).isEqualTo(stored);
    }

    /** The next page keeps the filters of the search, and accepts another limit. */
    @Test
    void nextPageKeepsTheFilters() {
        fleet.installed("a", "1", "2020-01-01");
        String first = fleet.installed("b", "2 + 2 = {4}", "2020-01-01").uuid();
        fleet.installed("c", "2 + 2 = {4}", "2020-01-01");

        Answer page = fleet.ask(PATH, "app_version", "2 + 2 = {4}", "limit", "1");
        Answer next = TestFleet.support().get(PATH + TestFleet.next(page).replace("limit=1", "limit=500"));

        assertThat(TestFleet.ids(next.json())).containsExactly(first);
        assertThat(next.header("Link")).isEmpty();
    }

    /** Repeated slashes in the path are accepted for a page and the next one. */
    @Test
    void repeatedSlashesAreAccepted() {
        String last = fleet.installed("a", "1", "2020-01-01").uuid();
        fleet.installed("b", "1", "2020-01-01");

        Answer page = fleet.ask("/" + PATH, "limit", "1");
        Answer next = TestFleet.support().get("/" + PATH + TestFleet.next(page));

        assertThat(TestFleet.ids(next.json())).containsExactly(last);
    }

    /** A malformed cursor and a cursor of another search are rejected. */
    @Test
    void cursorOfAnotherSearchIsRejected() {
        fleet.installed("a", "1", "2020-01-01");
        fleet.installed("b", "1", "2020-01-01");
        String next = TestFleet.next(fleet.ask(PATH, "limit", "1"));
        String cursor = next.replaceFirst(".*cursor=([^&]*).*", "$1");

        assertRejected(fleet.ask(PATH, "limit", "1", "kind", "patient", "cursor", cursor));
        assertRejected(fleet.ask("/dhos/v1/blood_glucose_meter", "limit", "1", "cursor", cursor));
        assertRejected(fleet.ask(PATH, "limit", "1", "cursor", cursor.substring(0, 12)));
        assertRejected(fleet.ask(PATH, "limit", "1", "cursor", "none"));
        assertThat(TestFleet.support().get(PATH + next).status()).isEqualTo(200);
    }

    /** A cursor with an impossible position is rejected. */
    @ParameterizedTest
    @CsvSource({"8, 127", "8, -128", "9, 1", "20, 0"})
    void impossiblePositionIsRejected(int at, byte value) {
        fleet.installed("a", "1", "2020-01-01");
        fleet.installed("b", "1", "2020-01-01");
        String next = TestFleet.next(fleet.ask(PATH, "limit", "1"));
        String cursor = next.replaceFirst(".*cursor=([^&]*).*", "$1");
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        bytes[at] = value;

        assertRejected(fleet.ask(
                PATH,
                "limit",
                "1",
                "cursor",
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static void assertRejected(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("cursor: ");
    }

    /** The page with the last record has no link, even if it is full. */
    @ParameterizedTest
    @CsvSource({"1, 2, true", "2, 2, false", "3, 2, false", "1, 1, false"})
    void lastFullPageHasNoLink(int limit, int people, boolean hasNext) {
        for (int number = 0; number < people; number++) {
            stored(number == 0 ? RecordKind.CLINICIAN_INSTALLATION : RecordKind.PATIENT_INSTALLATION);
        }

        Answer page = fleet.ask(PATH, "limit", Integer.toString(limit));

        assertThat(page.json()).hasSize(Math.min(limit, people));
        assertThat(!TestFleet.next(page).isEmpty()).isEqualTo(hasNext);
    }

    /** The default limit is fifty. */
    @Test
    void defaultLimitIsFifty() {
        for (int number = 0; number < 51; number++) {
            stored(RecordKind.PATIENT_INSTALLATION);
        }

        assertThat(fleet.ask(PATH).json()).hasSize(50);
    }

    private String stored(RecordKind kind) {
        Body body = kind.body();
        return fleet.store(kind, TestFleet.person(), body).uuid();
    }
}
