package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All records of one person. */
class ListIT extends Contract {
    private final String person = Fleet.person();

    /** Newest first, each as it is answered alone, and nobody else's. */
    @ParameterizedTest
    @EnumSource
    void listHasEachRecordNewestFirst(RecordKind kind) {
        Answer first = owner(kind).post(kind.path(person), kind.body());
        Answer second = owner(kind).post(kind.path(person), kind.body());
        Fleet.empty().store(kind, Fleet.person(), kind.body());

        Answer list = owner(kind).get(kind.path(person));

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().valueStream()).containsExactly(second.json(), first.json());
        assertThat(list.header("Link")).isEmpty();
    }

    /** Somebody without records has an empty list. */
    @ParameterizedTest
    @EnumSource
    void listOfNobodyIsEmpty(RecordKind kind) {
        assertThat(owner(kind).get(kind.path(person)).text()).isEqualTo("[]");
    }

    /** Page by page every record comes once, and the last page leads nowhere. */
    @ParameterizedTest
    @EnumSource
    void pagesHaveEachRecordOnce(RecordKind kind) {
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
            found.addAll(Fleet.ids(page.json()));
            query = Fleet.next(page);
        }

        assertThat(found).isEqualTo(stored);
    }

    /** The page with the last record leads nowhere, however full it is. */
    @ParameterizedTest
    @EnumSource
    void lastPageMayBeFull(RecordKind kind) {
        owner(kind).post(kind.path(person), kind.body());
        owner(kind).post(kind.path(person), kind.body());

        assertThat(owner(kind).get(kind.path(person) + "?limit=2").header("Link"))
                .isEmpty();
        assertThat(owner(kind).get(kind.path(person) + "?limit=1").header("Link"))
                .isNotEmpty();
    }

    /** The list of one person cannot be gone on with in another's. */
    @ParameterizedTest
    @EnumSource
    void cursorIsGoodForOnePersonOnly(RecordKind kind) {
        owner(kind).post(kind.path(person), kind.body());
        owner(kind).post(kind.path(person), kind.body());
        String next = Fleet.next(owner(kind).get(kind.path(person) + "?limit=1"));

        Answer elsewhere = Client.bearing(Tokens.system()).get(kind.path(Fleet.person()) + next);

        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.detail()).startsWith("cursor: ");
    }

    /** What cannot be understood is told. */
    @ParameterizedTest
    @CsvSource({"?limit=501, limit", "?limit=-1, limit", "?limit=1&limit=2, limit", "?app_version=1, app_version"})
    void badParameterIsNamed(String query, String name) {
        Answer refused =
                owner(RecordKind.PATIENT_INSTALLATION).get(RecordKind.PATIENT_INSTALLATION.path(person) + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).startsWith(name + ": ");
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
