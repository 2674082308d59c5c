package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.database.RandomInstallations;
import health.polaris.telemetry.database.TestSchema;
import health.polaris.telemetry.search.Searchable;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The latest installations equal the result of a direct comparison of all installations. */
@Tag("database")
class LatestOfProductIT {
    private final TestSchema schema;

    LatestOfProductIT() throws SQLException {
        schema = new TestSchema();
        schema.migrate();
    }

    /** The latest installations are exact after any sequence of inserts, updates, moves and deletes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void latestIsExactAfterAnyWrites(long seed) throws Exception {
        RandomInstallations random = new RandomInstallations(seed);
        for (int step = 0; step < 120; step++) {
            schema.execute(step < 10 ? random.insert() : random.statement());
            if (step % 10 == 9) {
                assertExact("seed " + seed + ", step " + step);
            }
        }
    }

    /** The latest installations are exact after bulk statements concurrent with changes of the same people. */
    @Test
    void latestIsExactAfterConcurrentBulkWrites() throws Exception {
        RandomInstallations random = new RandomInstallations(11);
        for (int step = 0; step < 60; step++) {
            schema.execute(random.insert());
        }
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(writer -> () -> {
                        write(new RandomInstallations(writer), writer);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertExact("bulk writes");
        schema.execute("truncate mobile, desktop");
        assertThat(latest(Searchable.PATIENT)).isEmpty();
    }

    /** One writer changes all rows, the others insert single rows. */
    private void write(RandomInstallations random, int writer) throws SQLException {
        for (int step = 0; step < 30; step++) {
            schema.execute(
                    writer == 0
                            ? "update mobile set app_version = '1." + step + "', date_first_launched_ = '2020-01-05'"
                            : random.insert());
        }
    }

    /** A product or version above the indexed length is stored, but not counted. */
    @Test
    void textOfAnyLengthIsStored() throws Exception {
        schema.execute(new RandomInstallations(1).insert());
        schema.execute(
                "update mobile set app_version = (select string_agg(md5(n::text), '') from generate_series(1, 1000) n)");
        schema.execute(
                "update desktop set app_product = (select string_agg(md5(n::text), '') from generate_series(1, 1000) n)");

        assertThat(latest(Searchable.PATIENT)).isEmpty();
        assertThat(latest(Searchable.CLINICIAN)).isEmpty();
        assertThat(schema.ask("select 'found' from mobile union all select 'found' from desktop"))
                .hasSize(1);
    }

    /**
     * A bulk load with one device code for all rows stays fast. Apps without access to the device code send a
     * constant.
     */
    @Test
    void equalDeviceCodesDoNotSlowWrites() throws Exception {
        schema.execute("""
                insert into mobile select 'm' || n, now(), 'me', now(), 'me', 'p' || n % 40000, 'unknown',
                    timestamp '2020-01-01' + n * interval '1 second', 0, 'A', '1.' || n % 3, 'os', '1', 'x', 'y', 'z'
                from generate_series(1, 200000) n""");

        schema.execute("set statement_timeout = '30s'; update mobile set app_version = '2' where uuid < 'm2'");
        schema.execute("set statement_timeout = '30s'; delete from mobile where uuid < 'm2'");

        assertThat(latest(Searchable.PATIENT)).hasSize(40_000);
    }

    private void assertExact(String when) throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(latest(kind)).as(when).isEqualTo(expected(kind, " and other.app_product = r.app_product"));
            assertThat(schema.ask("select uuid from %s r where %s order by 1"
                            .formatted(kind.table(), kind.isLatest().sql())))
                    .as(when)
                    .isEqualTo(expected(kind, ""));
        }
    }

    private List<String> latest(Searchable kind) throws SQLException {
        LatestOfProduct latest = LatestOfProduct.of(kind, Optional.empty(), Optional.empty());
        return schema.ask("select uuid from " + latest.sql() + " latest order by 1");
    }

    private List<String> expected(Searchable kind, String alsoEqual) throws SQLException {
        return schema.ask(
                "select uuid from %s r where not exists (select from %1$s other where other.%s = r.%2$s%s and (%s) > (%s)) order by 1"
                        .formatted(
                                kind.table(), kind.owner(), alsoEqual, columns(kind, "other."), columns(kind, "r.")));
    }

    private static String columns(Searchable kind, String of) {
        return Arrays.stream(kind.latestFirst().split(", ", -1))
                .map(column -> of + column.replace(" desc", ""))
                .collect(Collectors.joining(", "));
    }
}
