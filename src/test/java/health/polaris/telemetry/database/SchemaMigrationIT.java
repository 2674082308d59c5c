package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migration of each kind of database that the service may find, with a real PostgreSQL. */
@Tag("database")
class SchemaMigrationIT {
    private static final String[] VERSIONS = {
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"
    };
    private static final String HISTORY =
            "select version from flyway_schema_history where success order by installed_rank";
    private static final String WITHOUT_HISTORY = "drop table history_start; "
            + Stream.of("mobile", "desktop", "blood_glucose_meter")
                    .map(table ->
                            "drop table %1$s_history cascade; drop function keep_%1$s_history cascade;".formatted(table)
                                    + " drop function empty_%s_history cascade; ".formatted(table))
                    .collect(Collectors.joining());
    private static final String VALID_INDEXES =
            "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                    + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()"
                    + " and i.indisvalid and c.relname like '%latest' order by 1";

    /** An empty database gets the original's schema first, then the additions of this service. */
    @Test
    void emptyDatabaseGetsAllMigrations() throws Exception {
        TestSchema schema = new TestSchema();

        schema.migrate();

        assertThat(schema.ask(HISTORY)).containsExactly(VERSIONS);
        assertThat(schema.ask(VALID_INDEXES)).containsExactly("desktop_latest", "mobile_latest");
    }

    /** The original's database is taken over without changing rows; only missing objects are added. */
    @Test
    void databaseOfTheOriginalIsTakenOver() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        List<String> rows = rows(schema);

        schema.migrate();

        assertThat(schema.ask(HISTORY)).containsExactly(VERSIONS);
        assertThat(schema.ask("select type from flyway_schema_history where version = '1'"))
                .containsExactly("BASELINE");
        assertThat(schema.ask(VALID_INDEXES)).containsExactly("desktop_latest", "mobile_latest");
        assertThat(rows(schema)).isEqualTo(rows);
    }

    /** A new database and a taken-over one have the same schema. */
    @Test
    void takenOverSchemaEqualsTheNewOne() throws Exception {
        String columns = "select table_name || '.' || column_name || ' ' || data_type || is_nullable"
                + " || coalesce(character_maximum_length, 0) from information_schema.columns"
                + " where table_schema = current_schema() and table_name not like '%_version' order by 1";
        TestSchema takenOver = TestSchema.ofTheOriginal();
        TestSchema created = new TestSchema();

        takenOver.migrate();
        created.migrate();

        assertThat(takenOver.ask(columns)).isEqualTo(created.ask(columns));
    }

    /** A second start changes nothing. */
    @Test
    void secondStartChangesNothing() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.migrate();
        List<String> state = schema.state();

        schema.migrate();

        assertThat(schema.state()).isEqualTo(state);
    }

    /** The latest installation is found through an index, without reading or sorting all records of a person. */
    @ParameterizedTest
    @CsvSource({
        "mobile, patient_id, 'date_first_launched_ desc, created desc, uuid desc', Limit",
        "desktop, clinician_id, 'date_first_used_ desc, app_version desc, created desc, uuid desc', Incremental Sort"
    })
    void latestIsFoundThroughAnIndex(String table, String owner, String order, String step) throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        schema.execute("insert into " + table + " select n, now(), 'me', now(), 'me', 'p' || n / 5, '1',"
                + " timestamp '2020-01-01' + n * interval '1 hour', 0, 'GDM', '1', 'os', '1', 'x'"
                + (table.equals("mobile") ? ", 'y', 'z'" : "") + " from generate_series(1, 1000) n");
        schema.execute("analyze " + table);

        String plan =
                schema.plan("select * from " + table + " where " + owner + " = 'x' order by " + order + " limit 1");

        assertThat(plan).contains(step, "Index Scan using " + table + "_latest").doesNotContain("->  Sort");
    }

    /** The statements of the original service still work. */
    @Test
    void statementsOfTheOriginalStillWork() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.migrate();

        schema.execute("INSERT INTO mobile (uuid, created, created_by_, modified, modified_by_, patient_id,"
                + " unique_device_code, date_first_launched_, date_first_launched_time_zone_, app_product, app_version,"
                + " phone_os, phone_os_version, manufacturer, model, display_name) VALUES ('m-3', now(), 'p1', now(),"
                + " 'p1', 'p1', '1', '2020-01-01', 0, 'GDM', '2', 'android', '9', 'a', 'b', 'c')");
        schema.execute("UPDATE mobile SET modified=now(), app_version='3' WHERE mobile.uuid = 'm-3'");
        schema.execute("INSERT INTO blood_glucose_meter (uuid, created, created_by_, modified, modified_by_, mobile_id,"
                + " serial_number, patient_id, date_verified, is_bg_value_correct, app_product, app_version,"
                + " blood_glucose_value) VALUES ('b-3', now(), 'p1', now(), 'p1', 'm', 's', 'p1', now(), true, 'GDM',"
                + " '1', 5.4)");

        assertThat(schema.ask("SELECT mobile.app_version FROM mobile WHERE mobile.patient_id = 'p1'"
                        + " ORDER BY mobile.date_first_launched_ DESC LIMIT 1"))
                .containsExactly("3");
        assertThat(schema.ask("select app_version || operation || superseded_by_ from mobile_history"))
                .containsExactly("2Up1");
    }

    /**
     * A database that is neither empty nor of the original's last version is rejected, with the difference, and not
     * changed.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update alembic_version set version_num = '1111aaaa2222'                | revision 1111aaaa2222",
                "delete from alembic_version                                            | revision none",
                "drop table alembic_version                                             | no table alembic_version",
                "alter table mobile drop column model                                   | mobile.model is missing",
                "alter table desktop add column mac varchar not null default ''; alter table desktop alter mac drop default"
                        + " | desktop.mac is unknown and required",
                "alter table mobile alter column patient_id type varchar(40)            | mobile.patient_id is character varying(40) not null",
                "alter table blood_glucose_meter alter column date_verified type timestamp | blood_glucose_meter.date_verified is timestamp without",
                "alter table desktop alter column ip_address drop not null              | desktop.ip_address is character varying instead of",
                "drop table desktop                                                     | desktop.app_product is missing"
            })
    void otherDatabaseIsRejected(String change, String message) throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.execute(change);
        List<String> state = schema.state();

        assertThatThrownBy(schema::migrate).isInstanceOf(InvalidDatabase.class).hasMessageContaining(message);

        assertThat(schema.state()).isEqualTo(state);
    }

    /** A database migrated by a newer version, or with a failed migration, is rejected. */
    @ParameterizedTest
    @CsvSource({"99, true", "3, false"})
    void otherHistoryIsRejected(String version, boolean success) throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        schema.execute("delete from flyway_schema_history where version = '" + version + "'");
        schema.execute("insert into flyway_schema_history values (99, '" + version + "', 'x', 'SQL', 'V" + version
                + "__x.sql', 0, 'x', now(), 1, " + success + ")");
        List<String> state = schema.state();

        assertThatThrownBy(schema::migrate)
                .isInstanceOf(InvalidDatabase.class)
                .hasMessageContaining("a newer version has migrated it, or a migration failed");

        assertThat(schema.state()).isEqualTo(state);
    }

    /** No hash indexes exist, because they slow down with many equal values. */
    @Test
    void noIndexIsAHash() throws Exception {
        TestSchema schema = new TestSchema();

        schema.migrate();

        String indexesOfHashes = "select indexname from pg_indexes where schemaname = current_schema()"
                + " and indexdef like '%USING hash%'";
        assertThat(schema.ask(indexesOfHashes.replace("hash", "btree"))).contains("mobile_by_unique_device_code");
        assertThat(schema.ask(indexesOfHashes)).isEmpty();
    }

    /** An index left invalid by an interrupted build is rebuilt. */
    @Test
    void interruptedIndexIsRebuilt() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.migrate();
        String valid = VALID_INDEXES.replace("%latest", "mobile_by_model");
        schema.execute("delete from flyway_schema_history where version::int >= 4; drop index mobile_by_model;"
                + " drop view person_activity, person_write, superseded_installation; drop table retention_run; drop function"
                + " last_person_of_batch, lock_out_holds, expire_people, remove_versions, blank_installations,"
                + " remove_access_events; drop table adoption_day, adoption_observation, access_event cascade; "
                + "alter table blood_glucose_meter drop manufacturer cascade, drop model cascade, drop firmware_version cascade; "
                + "drop table legal_hold, erasure, erasure_end, erasure_salt; drop function"
                + " person_hash, is_erased, reject_erased_patient, reject_erased_clinician, erase_person,"
                + " anonymise_person cascade; "
                + WITHOUT_HISTORY);
        assertThatThrownBy(
                        () -> schema.execute("create unique index concurrently mobile_by_model on mobile (patient_id)"))
                .hasMessageContaining("duplicate");
        assertThat(schema.ask(valid)).isEmpty();

        schema.migrate();

        assertThat(schema.ask(valid)).containsExactly("mobile_by_model");
    }

    /** Of several nodes that start at once, one migrates and the others wait, for each kind of database. */
    @Test
    void concurrentStartsMigrateOnce() throws Exception {
        for (TestSchema schema : List.of(new TestSchema(), TestSchema.ofTheOriginal())) {
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            try {
                List<Future<Void>> starts = nodes.invokeAll(Stream.<Callable<Void>>generate(() -> () -> {
                            schema.migrate();
                            return null;
                        })
                        .limit(4)
                        .toList());
                for (Future<Void> start : starts) {
                    start.get(60, TimeUnit.SECONDS);
                }
            } finally {
                nodes.shutdownNow();
            }
            assertThat(schema.ask(HISTORY)).containsExactly(VERSIONS);
        }
    }

    /** The migration waits for a table in use, without blocking others for long. */
    @Test
    void migrationWaitsForATableInUse() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        ExecutorService node = Executors.newSingleThreadExecutor();
        try (Connection writer = schema.database().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update blood_glucose_meter set app_version = '2'");
            Future<Void> start = node.submit(() -> {
                schema.migrate();
                return null;
            });
            assertThatThrownBy(() -> start.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            long before = System.nanoTime();
            schema.execute(
                    "insert into blood_glucose_meter select 'other', created, created_by_, modified, modified_by_,"
                            + " mobile_id, serial_number, patient_id, date_verified, null, app_product, app_version, null"
                            + " from blood_glucose_meter");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
                    .isLessThan(1500);
            writer.commit();
            start.get(60, TimeUnit.SECONDS);
        } finally {
            node.shutdownNow();
        }
        assertThat(schema.ask(HISTORY)).containsExactly(VERSIONS);
    }

    /**
     * Logical replication, foreign tables and pg_restore can change each table: it has a key, and needs no search path.
     */
    @Test
    void tablesCanBeReplicated() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.migrate();
        schema.execute("insert into idempotency_key values ('a', 'b', 'c', now());"
                + " insert into adoption_day (day, kind, people) values (now(), 'patient', 1);"
                + " insert into adoption_observation values (now());"
                + " insert into access_event values (gen_random_uuid(), now(), '', '', '', '', '', '', '', '', '', 0, '');"
                + " insert into legal_hold values ('patient', 'p', now(), '', '');"
                + " insert into erasure values (gen_random_uuid(), now(), '', '', '', '', '', '');"
                + " insert into retention_run (day, started, settings) values (now(), now(), '');"
                + " insert into erasure_end values (gen_random_uuid(), now(), '')");
        String here = schema.ask("select current_schema()").get(0);
        List<String> tables = schema.ask("select table_name from information_schema.tables"
                + " where table_schema = current_schema() and table_type = 'BASE TABLE'"
                + " and table_name <> 'alembic_version' order by 1");
        assertThat(tables).contains("mobile", "desktop", "blood_glucose_meter", "adoption_day");
        for (String table : tables) {
            String name = here + "." + table;
            String column = schema.ask("select column_name from information_schema.columns where table_name = '" + table
                            + "' and table_schema = current_schema() order by ordinal_position")
                    .get(0);
            schema.execute("create publication " + here + " for table " + name);

            schema.execute("set search_path = ''; create temporary table copied as select * from " + name + "; update "
                    + name + " set " + column + " = " + column + "; delete from " + name + "; insert into " + name
                    + " select * from copied; drop table copied; set search_path = " + here);

            assertThat(schema.ask("select true from " + table + " limit 1"))
                    .as(table)
                    .isNotEmpty();
            schema.execute("drop publication " + here);
        }
        assertThat(schema.ask("select proname from pg_proc where pronamespace = current_schema()::regnamespace"
                        + " and not coalesce(array_to_string(proconfig, ' ') like '%search_path=%', false)"))
                .isEmpty();
    }

    /** All rows, without columns that are null. */
    private static List<String> rows(TestSchema schema) throws Exception {
        return schema.ask("select json_strip_nulls(row_to_json(t))::text from (select * from mobile) t"
                + " union all select json_strip_nulls(row_to_json(t))::text from (select * from desktop) t"
                + " union all select json_strip_nulls(row_to_json(t))::text from (select * from blood_glucose_meter) t"
                + " order by 1");
    }
}
