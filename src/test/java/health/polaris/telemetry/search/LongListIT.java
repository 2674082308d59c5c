package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person with far more records than others. */
@Tag("database")
class LongListIT extends Contract {
    private static final int RECORDS = 5_000;
    private static final int OTHERS = 2_000;

    /** After a few executions PostgreSQL uses a generic plan for all people. */
    private static final int REPETITIONS = 20;

    private final String person = TestFleet.person();
    private final Client support = Client.bearing(Tokens.system());

    @AfterEach
    void removeRecords() throws SQLException {
        for (RecordKind kind : RecordKind.values()) {
            Database.execute("delete from " + kind.table() + " where created_by_ = '" + person + "'");
        }
    }

    /** A page reads only the records that it shows, although the statistics of PostgreSQL were collected when all people had few records. */
    @ParameterizedTest
    @EnumSource
    void pageReadsOnlyWhatItShows(RecordKind kind) throws SQLException {
        Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN)).post(kind.path(person), kind.body());
        Database.execute(copies(kind, OTHERS, "'other-' || n % 1000"));
        Database.execute("analyze " + kind.table());
        Database.execute(copies(kind, RECORDS, "'" + person + "'"));
        repeat(() -> support.get(kind.path("other-1")));
        int scans = indexStatistic(kind, "idx_scan");
        int read = indexStatistic(kind, "idx_tup_read");

        repeat(() -> support.get(kind.path(person) + "?limit=10"));

        // PostgreSQL publishes the statistics of a connection with a later request, or after ten idle seconds
        Await.until(() -> {
            support.get(kind.path("other-1"));
            return indexStatistic(kind, "idx_scan") >= scans + REPETITIONS;
        });
        assertThat(indexStatistic(kind, "idx_tup_read") - read).isLessThan(REPETITIONS * 20);
    }

    /** A statement that inserts copies of the person's record, each for the owner that the expression of n names. */
    private String copies(RecordKind kind, int count, String owner) {
        return ("insert into %1$s select (jsonb_populate_record(one,"
                        + " jsonb_build_object('uuid', gen_random_uuid(), '%2$s', %3$s, 'created', one.created + random() * interval '1 year'))).*"
                        + " from (select * from %1$s where %2$s = '%4$s' limit 1) found join %1$s one using (uuid), generate_series(1, %5$d) n")
                .formatted(kind.table(), kind.claim(), owner, person, count);
    }

    private static void repeat(Supplier<Answer> request) {
        for (int times = 0; times < REPETITIONS; times++) {
            assertThat(request.get().status()).isEqualTo(200);
        }
    }

    private static int indexStatistic(RecordKind kind, String column) {
        try {
            return Database.number(
                    "select " + column
                            + " from pg_stat_user_indexes where schemaname = current_schema() and indexrelname = ?",
                    kind.table() + "_by_person");
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot read the statistics", fault);
        }
    }
}
