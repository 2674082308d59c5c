package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pagination of records with equal time stamps, as left by a bulk load: each record appears once, in a stable order,
 * for any page size.
 */
class EqualTimesIT extends Contract {
    private static final String NOON = "2020-01-01T12:00:00Z";
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";
    private static final List<Integer> LIMITS = List.of(1, 2, 4);

    private final TestFleet fleet = TestFleet.empty();

    /** Installations of both kinds, for each sort key. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&created_from=", "&modified_from=", "&first_used_from="})
    void installationsOfEqualTimesAppearOnce(String from) throws SQLException {
        List<String> stored = installationsOfOneTime();
        String search = ofProduct(INSTALLATIONS) + (from.isEmpty() ? "" : from + NOON);

        List<String> atOnce = TestFleet.ids(TestFleet.support().get(search).json());

        assertThat(atOnce).containsExactlyInAnyOrderElementsOf(stored);
        for (int limit : LIMITS) {
            assertThat(pages(TestFleet.support(), INSTALLATIONS, search + "&limit=" + limit))
                    .as("limit %d", limit)
                    .isEqualTo(atOnce);
        }
    }

    /** Meters with the same verification time. */
    @ParameterizedTest
    @ValueSource(strings = {"&created_from=", "&verified_from="})
    void metersOfEqualTimesAppearOnce(String from) throws SQLException {
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            stored.add(store(RecordKind.BLOOD_GLUCOSE_METER));
        }
        setTimes(RecordKind.BLOOD_GLUCOSE_METER);
        String search = ofProduct(METERS) + from + NOON;

        List<String> atOnce = TestFleet.ids(TestFleet.support().get(search).json());

        assertThat(atOnce).containsExactlyInAnyOrderElementsOf(stored);
        for (int limit : LIMITS) {
            assertThat(pages(TestFleet.support(), METERS, search + "&limit=" + limit))
                    .as("limit %d", limit)
                    .isEqualTo(atOnce);
        }
    }

    /** Records of one person. */
    @ParameterizedTest
    @EnumSource
    void recordsOfOnePersonAppearOnce(RecordKind kind) throws SQLException {
        String person = TestFleet.person();
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            stored.add(fleet.store(kind, person, kind.body()).uuid());
        }
        setTimes(kind);
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
        String list = kind.path(person);

        List<String> atOnce = TestFleet.ids(owner.get(list).json());

        assertThat(atOnce).containsExactlyInAnyOrderElementsOf(stored);
        for (int limit : LIMITS) {
            assertThat(pages(owner, list, list + "?limit=" + limit))
                    .as("limit %d", limit)
                    .isEqualTo(atOnce);
        }
    }

    /** Times are compared in microseconds, although responses show milliseconds. */
    @Test
    void timesAreComparedInMicroseconds() throws SQLException {
        List<String> newestFirst = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            newestFirst.add(store(kind(number)));
            Database.execute("update %s set created = timestamp '%s' - %d * interval '1 microsecond' where uuid = '%s'"
                    .formatted(kind(number).table(), NOON, number, newestFirst.get(number)));
        }

        for (int limit : LIMITS) {
            assertThat(pages(TestFleet.support(), INSTALLATIONS, ofProduct(INSTALLATIONS) + "&limit=" + limit))
                    .as("limit %d", limit)
                    .isEqualTo(newestFirst);
        }
    }

    private List<String> installationsOfOneTime() throws SQLException {
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            stored.add(store(kind(number)));
        }
        setTimes(RecordKind.PATIENT_INSTALLATION);
        setTimes(RecordKind.CLINICIAN_INSTALLATION);
        return stored;
    }

    /** Alternates between the kinds of installations. */
    private static RecordKind kind(int number) {
        return number % 2 == 0 ? RecordKind.PATIENT_INSTALLATION : RecordKind.CLINICIAN_INSTALLATION;
    }

    private String store(RecordKind kind) {
        Body body =
                switch (kind) {
                    case PATIENT_INSTALLATION -> kind.body().with("date_first_launched", NOON);
                    case CLINICIAN_INSTALLATION -> kind.body().with("date_first_used", NOON);
                    case BLOOD_GLUCOSE_METER -> kind.body().with("date_verified", NOON);
                };
        return fleet.store(kind, TestFleet.person(), body).uuid();
    }

    /** Sets the creation and change times of all records of this product to noon. */
    private void setTimes(RecordKind kind) throws SQLException {
        Database.execute(
                "update %s set created = timestamp '%2$s', modified = timestamp '%2$s' where app_product = '%3$s'"
                        .formatted(kind.table(), NOON, fleet.product()));
    }

    private String ofProduct(String path) {
        return path + "?app_product=" + TestFleet.encoded(fleet.product());
    }

    /** The ids on all pages of a list. */
    private static List<String> pages(Client reader, String path, String first) {
        List<String> found = new ArrayList<>();
        Answer page = reader.get(first);
        found.addAll(TestFleet.ids(page.json()));
        while (!TestFleet.next(page).isEmpty()) {
            page = reader.get(path + TestFleet.next(page));
            found.addAll(TestFleet.ids(page.json()));
        }
        return found;
    }
}
