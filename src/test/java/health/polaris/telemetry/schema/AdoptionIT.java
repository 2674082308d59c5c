package health.polaris.telemetry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables that triggers write say at any time what a plain question to the installations says: the one of adoption, for each day, how
 * many people have each version of each product as their latest; those of the latest, which installations these are.
 */
class AdoptionIT {
    private static final String DAYS = "generate_series(date '2020-01-01', date '2020-01-12', '1 day') as t (day)";

    /** Straight from the installations, for each of these days. */
    private static final String ASKED_PLAINLY = """
            select day::date || ' ' || kind || ' ' || app_product || ' ' || app_version || ' ' || count(*) from (
                select day, 'patient' as kind, app_product, app_version from %1$s cross join lateral (
                    select distinct on (patient_id, app_product) app_product, app_version from mobile
                    where date_first_launched_ < day + interval '1 day'
                    order by patient_id, app_product, date_first_launched_ desc, created desc, uuid desc) m
                union all
                select day, 'clinician', app_product, app_version from %1$s cross join lateral (
                    select distinct on (clinician_id, app_product) app_product, app_version from desktop
                    where date_first_used_ < day + interval '1 day'
                    order by clinician_id, app_product, date_first_used_ desc, app_version desc, created desc, uuid desc) d
            ) latest group by day, kind, app_product, app_version order by 1""".formatted(DAYS);

    private static final String SUMMED_UP = """
            select t.day::date || ' ' || kind || ' ' || app_product || ' ' || app_version || ' ' || sum(people)
            from %s join adoption_change c on c.day <= t.day
            group by t.day, kind, app_product, app_version having sum(people) <> 0 order by 1""".formatted(DAYS);

    private static final String LATEST_ASKED_PLAINLY = """
            select concat_ws(' ', created, uuid, app_product, app_version) from (
                select distinct on (patient_id, app_product) * from mobile
                order by patient_id, app_product, date_first_launched_ desc, created desc, uuid desc) m
            union all
            select concat_ws(' ', created, uuid, app_product, app_version) from (
                select distinct on (clinician_id, app_product) * from desktop
                order by clinician_id, app_product, date_first_used_ desc, app_version desc, created desc, uuid desc) d
            order by 1""";

    private static final String LATEST_AS_KEPT = """
            select concat_ws(' ', created, uuid, app_product, app_version) from latest_mobile
            union all
            select concat_ws(' ', created, uuid, app_product, app_version) from latest_desktop
            order by 1""";

    /** After any number of installations that come, change in any way, and go. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void staysExact(long seed) throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        Random chance = new Random(seed);

        for (int step = 0; step < 120; step++) {
            schema.execute(step < 10 ? insert(chance, step) : statement(chance, step));
            if (step % 10 == 9) {
                assertExact(schema, "seed %s, step %s".formatted(seed, step));
            }
        }
    }

    /** So it does when the installations were there first, and when a table is emptied. */
    @Test
    void countsWhatWasThereBefore() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        Random chance = new Random(7);
        for (int step = 0; step < 60; step++) {
            schema.execute(insert(chance, step));
        }

        schema.migrate();

        assertExact(schema, "what was there");
        schema.execute("truncate mobile, desktop");
        assertThat(schema.ask("select kind from adoption_change")).isEmpty();
        assertThat(schema.ask(LATEST_AS_KEPT)).isEmpty();
    }

    /** Rows of one statement count one after the other, as when a backup is restored. */
    @Test
    void countsManyRowsOfOneStatement() throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        schema.execute("create table other (like mobile)");
        Random chance = new Random(11);
        for (int step = 0; step < 60; step++) {
            schema.execute(insert(chance, step).replace("into mobile", "into other"));
        }

        schema.execute("insert into mobile select * from other");
        assertExact(schema, "inserted");

        schema.execute("update mobile set app_version = app_version || '.1', date_first_launched_ = '2020-01-05'");
        assertExact(schema, "updated");

        schema.execute("delete from mobile where app_product = 'A'");
        assertExact(schema, "deleted");
    }

    /** Writers at the same time leave it exact: those of a person's first installations, and those who change, move and remove any. */
    @Test
    void staysExactUnderConcurrentWrites() throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();

        for (Thread writer : writers(schema, AdoptionIT::insert, step -> step < 30)) {
            writer.join();
        }
        for (Thread writer : writers(schema, (chance, step) -> statement(chance, 1_000 + step), step -> step < 60)) {
            writer.join();
        }

        assertThat(schema.ask("select count(*)::text from mobile union all select count(*)::text from desktop"))
                .noneMatch("0"::equals);
        assertExact(schema, "written at the same time");
    }

    /** So do those who write while a database that has installations is brought to this schema. */
    @Test
    void isExactAfterAMigrationUnderWrites() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.execute("""
                insert into mobile select 'm' || n, now(), 'me', now(), 'me', 'p' || n % 4, '1',
                    timestamp '2020-01-01' + n % 7 * interval '1 day', 0, 'A', '1.' || n % 3, 'os', '1', 'x', 'y', 'z'
                from generate_series(1, 20000) n""");
        AtomicBoolean migrated = new AtomicBoolean();
        List<Thread> writers = writers(schema, AdoptionIT::insert, step -> !migrated.get());

        try {
            schema.migrate();
        } finally {
            migrated.set(true);
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertExact(schema, "migrated under writes");
    }

    private static void assertExact(TestSchema schema, String when) throws java.sql.SQLException {
        assertThat(schema.ask(SUMMED_UP))
                .as(when)
                .isEqualTo(schema.ask(ASKED_PLAINLY))
                .isNotEmpty();
        assertThat(schema.ask(LATEST_AS_KEPT)).as(when).isEqualTo(schema.ask(LATEST_ASKED_PLAINLY));
    }

    private static List<Thread> writers(
            TestSchema schema, BiFunction<Random, Integer, String> statements, IntPredicate goesOn) {
        List<Thread> writers = IntStream.range(0, 6)
                .mapToObj(writer -> new Thread(() -> write(schema, writer, statements, goesOn)))
                .toList();
        writers.forEach(Thread::start);
        return writers;
    }

    private static void write(
            TestSchema schema, int writer, BiFunction<Random, Integer, String> statements, IntPredicate goesOn) {
        Random chance = new Random(writer);
        for (int step = 0; goesOn.test(step); step++) {
            try {
                schema.execute(statements.apply(chance, writer * 1_000_000 + step));
            } catch (java.sql.SQLException fault) {
                throw new IllegalStateException(fault);
            }
        }
    }

    private static String statement(Random chance, int step) {
        String table = chance.nextBoolean() ? "mobile" : "desktop";
        String time = table.equals("mobile") ? "date_first_launched_" : "date_first_used_";
        String person = table.equals("mobile") ? "patient_id" : "clinician_id";
        String some = " where uuid = (select uuid from " + table + " order by md5(uuid || " + step + ") limit 1)";
        String update = "update " + table + " set ";
        return switch (chance.nextInt(7)) {
            case 0 -> "delete from " + table + some;
            case 1 -> update + "app_version = '" + version(chance) + "'" + some;
            case 2 -> update + time + " = '" + time(chance) + "'" + some;
            case 3 ->
                update + "app_product = '" + product(chance) + "', app_version = '" + version(chance) + "'" + some;
            case 4 -> update + person + " = '" + person(chance) + "', created = " + created(chance) + some;
            default -> insert(chance, step);
        };
    }

    private static String insert(Random chance, int number) {
        String audit = "'u" + number + "', " + created(chance) + ", 'me', now(), 'me', '"
                + person(chance) + "', '1', '" + time(chance) + "', 0, '" + product(chance) + "', '"
                + version(chance)
                + "'";
        return chance.nextBoolean()
                ? "insert into mobile values (" + audit + ", 'os', '1', 'x', 'y', 'z')"
                : "insert into desktop values (" + audit + ", 'os', '1', 'x')";
    }

    private static String person(Random chance) {
        return "p" + chance.nextInt(4);
    }

    private static String created(Random chance) {
        return "'2020-01-01 00:00:0" + chance.nextInt(3) + "'";
    }

    /** Few, so that some are equal. */
    private static String time(Random chance) {
        return "2020-01-%02d %02d:00:00".formatted(1 + chance.nextInt(10), 12 * chance.nextInt(2));
    }

    private static String product(Random chance) {
        return chance.nextInt(3) == 0 ? "B" : "A";
    }

    private static String version(Random chance) {
        return "1." + chance.nextInt(3);
    }
}
