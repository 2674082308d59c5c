package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.database.RandomInstallations;
import health.polaris.telemetry.database.TestSchema;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of people with each version is stored once, for the end of each day. */
@Tag("database")
class AdoptionObserverIT {
    private static final LocalDate FIFTH = LocalDate.of(2020, 1, 5);
    private static final LocalDate TWELFTH = LocalDate.of(2020, 1, 12);
    private static final String OBSERVED =
            "select concat_ws(' ', day, kind, app_product, app_version, people) from adoption_day order by 1";

    /**
     * Expected rows: for each day, the latest installation of each person and product first used by the end of that
     * day.
     */
    private static final String EXPECTED = """
            select concat_ws(' ', day, kind, app_product, app_version, count(*)) from (
                select day, 'patient' as kind, app_product, app_version from days cross join lateral (
                    select distinct on (patient_id, app_product) app_product, app_version from mobile
                    where date_first_launched_ < day + 1
                    order by patient_id, app_product, date_first_launched_ desc, created desc, uuid desc) m
                union all
                select day, 'clinician', app_product, app_version from days cross join lateral (
                    select distinct on (clinician_id, app_product) app_product, app_version from desktop
                    where date_first_used_ < day + 1
                    order by clinician_id, app_product, date_first_used_ desc, app_version desc, created desc, uuid desc) d
            ) latest group by day, kind, app_product, app_version order by 1""";

    private final TestSchema schema;

    AdoptionObserverIT() throws SQLException {
        schema = new TestSchema();
        schema.migrate();
        schema.execute("create view days as select date '2020-01-01' + n as day from generate_series(0, 11) n");
    }

    /** The first observation counts all past days by date of first use. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void firstObservationCountsAllDaysByFirstUse(long seed) throws Exception {
        fill(seed);

        observe(TWELFTH);

        assertThat(observed()).isEqualTo(schema.ask(EXPECTED)).isNotEmpty();
    }

    /** A database of the original service is observed too. */
    @Test
    void migratedDatabaseIsObserved() throws Exception {
        TestSchema migrated = TestSchema.ofTheOriginal();
        migrated.migrate();

        new AdoptionObserver(migrated.database()).observe(LocalDate.of(2026, 1, 1));

        assertThat(migrated.ask("select distinct kind from adoption_day order by 1"))
                .containsExactly("clinician", "patient");
    }

    /** The day that has just ended is counted with current versions, including changes since the last observation. */
    @Test
    void lastDayCountsCurrentVersions() throws Exception {
        schema.execute(installation("p", "2020-01-01", "1"));
        observe(FIFTH);
        schema.execute("update mobile set app_version = '2'");

        observe(FIFTH.plusDays(1));

        assertThat(observed())
                .contains("2020-01-05 patient A 1 1", "2020-01-06 patient A 2 1")
                .hasSize(6);
    }

    /** Later changes of records do not affect observed days. Missed days are observed later. */
    @Test
    void observedDaysDoNotChange() throws Exception {
        fill(1);
        observe(FIFTH);
        List<String> before = observed();
        schema.execute("delete from desktop; update mobile set app_version = '9'");

        observe(FIFTH);
        assertThat(observed()).isEqualTo(before);

        observe(TWELFTH);
        assertThat(observed()).containsAll(before);
        assertThat(observed().stream().filter(row -> row.compareTo("2020-01-06") >= 0))
                .containsExactlyElementsOf(schema.ask(EXPECTED).stream()
                        .filter(row -> row.compareTo("2020-01-06") >= 0)
                        .toList());
    }

    /** Discarding the observations counts all days again by date of first use. */
    @Test
    void discardedDaysAreCountedAgain() throws Exception {
        observe(FIFTH);
        schema.execute(installation("p", "2020-01-01", "1"));

        new AdoptionObserver(schema.database()).observeAnew();

        assertThat(observed()).contains("2020-01-01 patient A 1 1", "2020-01-05 patient A 1 1");
    }

    /** Several nodes observe each day once. */
    @Test
    void concurrentNodesObserveADayOnce() throws Exception {
        fill(2);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> node = () -> {
                observe(TWELFTH);
                return null;
            };
            for (Future<Void> done : nodes.invokeAll(Collections.nCopies(4, node))) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(observed()).isEqualTo(schema.ask(EXPECTED));
        assertThat(schema.ask("select last_day::text from adoption_observation"))
                .containsExactly("2020-01-12");
    }

    /** The 200 largest products are observed separately, all others together. */
    @Test
    void productsAreBounded() throws Exception {
        schema.execute(manyInstallations("'product ' || n", "'1'", 205));
        schema.execute(installation("p", "2020-01-05", "1"));
        schema.execute(installation("q", "2020-01-05", "1"));

        observe(FIFTH);

        assertThat(observed()).hasSize(201).contains("2020-01-05 patient 6", "2020-01-05 patient A 1 2");
    }

    /** The 500 largest versions of a product are observed separately, all others together. */
    @Test
    void versionsAreBounded() throws Exception {
        schema.execute(manyInstallations("'A'", "'1.' || n", 505));
        schema.execute(installation("p", "2020-01-05", "1"));
        schema.execute(installation("q", "2020-01-05", "1"));

        observe(FIFTH);

        assertThat(observed()).hasSize(501).contains("2020-01-05 patient A 6", "2020-01-05 patient A 1 2");
    }

    /** At most 200 products are reconstructed by name, including the largest. */
    @Test
    @Timeout(60)
    void productsOfTheReconstructionAreBounded() throws Exception {
        schema.execute(ManyPhones.of(20_000)
                .with("app_product", "'product ' || n")
                .with("date_first_launched_", "date '2019-01-06' + n % 360")
                .insert());
        schema.execute(ManyPhones.of(3)
                .with("date_first_launched_", "date '2019-01-06' + n")
                .with("app_product", "'z'")
                .insert());

        observe(FIFTH);

        assertThat(schema.ask("select count(distinct app_product) from adoption_day"))
                .containsExactly("200");
        assertThat(schema.ask("select sum(people) from adoption_day where day = '2019-01-09' and app_product = 'z'"))
                .containsExactly("3");
        assertThat(schema.ask("select sum(people) from adoption_day where day = '2020-01-05'"))
                .containsExactly("20003");
    }

    /** At most 2,000 versions of a kind are stored by name. */
    @Test
    void versionsOfAllProductsAreBounded() throws Exception {
        schema.execute(ManyPhones.of(2_500)
                .with("date_first_launched_", "timestamp '2020-01-01'")
                .with("app_product", "'product ' || n % 10")
                .with("app_version", "n")
                .insert());

        observe(FIFTH);

        assertThat(schema.ask("select count(*) from adoption_day where day = '2020-01-05' and app_version is not null"))
                .containsExactly("2000");
        assertThat(schema.ask("select sum(people) from adoption_day where day = '2020-01-05'"))
                .containsExactly("2500");
    }

    /** Observations go back at most ten years, even if a wrong clock has produced older dates. */
    @Test
    void daysAreBounded() throws Exception {
        schema.execute(installation("p", "0001-01-01", "1"));
        schema.execute(installation("q", "2999-01-01", "1"));

        observe(FIFTH);

        assertThat(schema.ask("select concat_ws(' ', min(day), max(day), max(people)) from adoption_day"))
                .containsExactly("2010-01-05 2020-01-05 1");
    }

    private void fill(long seed) throws SQLException {
        RandomInstallations random = new RandomInstallations(seed);
        for (int step = 0; step < 60; step++) {
            schema.execute(random.insert());
        }
    }

    private static String installation(String patient, String day, String version) {
        return "insert into mobile values ('%1$s', now(), 'me', now(), 'me', '%1$s', '1', '%2$s', 0, 'A', '%3$s', 'os', '1', 'x', 'y', 'z')"
                .formatted(patient, day, version);
    }

    private static String manyInstallations(String product, String version, int count) {
        return "insert into mobile select n, now(), 'me', now(), 'me', n, '1', '2020-01-05', 0, %s, %s, 'os', '1', 'x', 'y', 'z' from generate_series(1, %d) n"
                .formatted(product, version, count);
    }

    private void observe(LocalDate day) throws SQLException {
        new AdoptionObserver(schema.database()).observe(day);
    }

    private List<String> observed() throws SQLException {
        return schema.ask(OBSERVED);
    }
}
