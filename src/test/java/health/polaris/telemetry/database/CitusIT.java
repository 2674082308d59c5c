package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/citus/distribute.sql} in an ordinary PostgreSQL, whose functions of Citus only check what Citus demands of a
 * table.
 */
@Tag("database")
class CitusIT {
    private static final String FUNCTIONS = """
            create table distributed_table (name text primary key, distribution_column text);

            create function create_distributed_table(
                table_name regclass, distribution_column text, distribution_type text default 'hash', colocate_with text default 'default')
                returns void language plpgsql as $$
            declare
                position constant smallint := (
                    select attnum from pg_attribute where attrelid = table_name and attname = distribution_column and attnotnull);
            begin
                if position is null then
                    raise exception '%: no column % that is never null', table_name, distribution_column;
                end if;
                if exists (select from pg_index where indrelid = table_name and indisunique and not position = any(indkey)) then
                    raise exception '%: a unique index without %', table_name, distribution_column;
                end if;
                if exists (select from pg_trigger where tgrelid = table_name and not tgisinternal)
                    and current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on' then
                    raise exception '%: has triggers', table_name;
                end if;
                if exists (
                    select from pg_attribute where attrelid = table_name and attidentity <> '' and atttypid <> 'bigint'::regtype) then
                    raise exception '%: a small identity column', table_name;
                end if;
                if colocate_with <> 'none' and not exists (
                    select from distributed_table t, pg_attribute other, pg_attribute own
                    where t.name = colocate_with and other.attrelid = to_regclass(t.name) and other.attname = t.distribution_column
                        and own.attrelid = table_name and own.attnum = position and own.atttypid = other.atttypid
                        and own.attcollation = other.attcollation) then
                    raise exception '%: cannot be colocated with %', table_name, colocate_with;
                end if;
                insert into distributed_table values (table_name::text, distribution_column);
            end
            $$;

            create function create_reference_table(table_name regclass) returns void language plpgsql as $$
            begin
                if exists (select from pg_trigger where tgrelid = table_name and not tgisinternal) then
                    raise exception '%: has triggers', table_name;
                end if;
                insert into distributed_table values (table_name::text, null);
            end
            $$;
            """;

    private static final String INSTALLATION = """
            insert into mobile values ('%s', now(), 'a', now(), 'a', '%s', 'c', now(), 0, 'GDM', '1', 'iOS', '12', 'Apple', 'X', 'x')""";

    private TestSchema schema;

    @BeforeEach
    void migrate() throws Exception {
        schema = new TestSchema();
        schema.migrate();
        schema.execute(FUNCTIONS);
    }

    /** Every table is distributed as Citus demands, or named by the script as one of the coordinator. */
    @Test
    void distributesEveryTable() throws Exception {
        distribute();

        List<String> undistributed = schema.ask("select tablename from pg_tables where schemaname = current_schema()"
                + " and tablename not in (select name from distributed_table) and tablename <> 'distributed_table'");
        assertThat(undistributed)
                .containsExactlyInAnyOrder(
                        "adoption_observation", "history_start", "retention_run", "flyway_schema_history")
                .allSatisfy(
                        table -> assertThat(script()).containsPattern("-- Only on the coordinator: [^\n]*" + table));
    }

    /** Without the script, Citus could not distribute the tables: this shows that the checks of this test work. */
    @Test
    void keysHaveToBeWidened() {
        assertThatThrownBy(
                        () -> schema.execute(
                                "set citus.enable_unsafe_triggers = on; select create_distributed_table('mobile', 'patient_id')"))
                .hasMessageContaining("mobile: a unique index without patient_id");
    }

    /** A database without Citus is left as it is, and the message says what to do. */
    @Test
    void databaseWithoutCitusIsRejected() throws Exception {
        schema.execute("drop function create_distributed_table");
        List<String> before = schema.state();

        assertThatThrownBy(this::distribute).hasMessageContaining("Citus is missing: run \"create extension citus\"");

        assertThat(schema.state()).isEqualTo(before);
    }

    /** Triggers that Citus does not run are rejected, because records would then have no history. */
    @Test
    void clusterWithoutTriggersIsRejected() throws Exception {
        List<String> before = schema.state();

        assertThatThrownBy(() -> schema.execute(script())).hasMessageContaining("citus.enable_unsafe_triggers is off");

        assertThat(schema.state()).isEqualTo(before);
    }

    /** Ids that would not fit into the wider key are rejected before anything is changed. */
    @Test
    void metersWithLongIdsAreRejected() throws Exception {
        schema.execute(
                "insert into blood_glucose_meter values ('m1', now(), 'a', now(), 'a', 'x', 's', repeat('p', 257))");
        List<String> before = schema.state();

        assertThatThrownBy(this::distribute).hasMessageContaining("longer than 256 bytes");

        assertThat(schema.state()).isEqualTo(before);
    }

    /** A start of the service on distributed tables changes nothing. */
    @Test
    void laterStartsChangeNothing() throws Exception {
        distribute();
        List<String> before = schema.state();

        schema.migrate();

        assertThat(schema.state()).isEqualTo(before);
    }

    /** The history is kept, and erased with the person. */
    @Test
    void historyIsKeptAndErased() throws Exception {
        distribute();
        schema.execute(INSTALLATION.formatted("i1", "p1"));
        schema.execute(INSTALLATION.formatted("i2", "p2"));
        schema.execute("update mobile set app_version = '2' where patient_id = 'p1' and uuid = 'i1'");
        schema.execute("delete from mobile where patient_id = 'p2' and uuid = 'i2'");
        assertThat(schema.ask("select patient_id || operation from mobile_history order by 1"))
                .containsExactly("p1U", "p2D");

        schema.ask("select number from erase_person('patient', 'p1', 'infinity')");

        assertThat(schema.ask("select patient_id from mobile")).isEmpty();
        assertThat(schema.ask("select patient_id from mobile_history")).containsExactly("p2");
    }

    /** Erased people cannot have records again. */
    @Test
    void erasedPeopleStayErased() throws Exception {
        distribute();
        schema.execute(
                "insert into erasure values (gen_random_uuid(), now(), 'patient', person_hash('patient', 'p1'), 'erase', '', '', '{}')");

        assertThatThrownBy(() -> schema.execute(INSTALLATION.formatted("i1", "p1")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        rejected -> assertThat(rejected.getSQLState()).isEqualTo("PT410"));
    }

    /** The truncation of a table empties its history, but the truncation of one of its shards, which follows on each worker, does not. */
    @Test
    void truncationEmptiesTheHistoryOnce() throws Exception {
        for (String table : List.of("mobile", "desktop", "blood_glucose_meter")) {
            schema.execute("create table " + table + "_102008 (like " + table + ")");
            schema.execute("create trigger emptied after truncate on " + table
                    + "_102008 for each statement execute function empty_" + table + "_history()");
        }
        distribute();
        schema.execute(INSTALLATION.formatted("i1", "p1"));
        schema.execute("delete from mobile where patient_id = 'p1'");

        schema.execute("truncate mobile_102008, desktop_102008, blood_glucose_meter_102008");
        assertThat(schema.ask("select patient_id from mobile_history")).containsExactly("p1");

        schema.execute("truncate mobile, desktop, blood_glucose_meter");
        assertThat(schema.ask("select patient_id from mobile_history")).isEmpty();
    }

    /** The number of records of an access event can be added once, as before. */
    @Test
    void accessEventsAreCompletedOnce() throws Exception {
        String event = "10000000-0000-7000-8000-000000000000";
        distribute();
        schema.execute("insert into access_event values ('" + event
                + "', now(), 'r', 'export', 'c', '', '', '', 'patient', 'p1', 'q', null, 'allowed')");
        String completed = "select coalesce(complete_access_event('" + event + "', 'p1', %s), 0)";

        assertThat(schema.ask(completed.formatted(7))).containsExactly("1");
        assertThat(schema.ask(completed.formatted(8))).containsExactly("0");
        assertThat(schema.ask("select records from access_event")).containsExactly("7");
    }

    private void distribute() throws Exception {
        schema.execute("set citus.enable_unsafe_triggers = on;" + script());
    }

    /** Without the commands of psql. */
    private static String script() throws Exception {
        return Files.readString(Path.of("deploy/citus/distribute.sql")).replaceAll("(?m)^\\\\.*$", "");
    }
}
