package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The history tables and their triggers, with any writer. */
@Tag("database")
class HistoryTablesIT {
    private static final String PATIENT_ROW = "insert into mobile values"
            + " ('m', '2020-01-01', 'c', '2020-01-01', 'c', 'p', '1', '2020-01-01', 0, 'GDM', '1', 'os', '1', 'a', 'b', 'c')";
    private static final String CLINICIAN_ROW = "insert into desktop values"
            + " ('d', '2020-01-01', 'c', '2020-01-01', 'c', 'p', '1', '2020-01-01', 0, 'GDM', '1', 'os', '1', 'ip')";
    private static final String METER_ROW = "insert into blood_glucose_meter values"
            + " ('b', '2020-01-01', 'c', '2020-01-01', 'c', 'm', 's', 'p', '2020-01-01', true, 'GDM', '1', 5.4)";

    private static final Set<String> NO_FIELDS =
            Set.of("uuid", "created", "created_by_", "modified", "modified_by_", "patient_id", "clinician_id");

    /** A history table and its view have the columns of the records, with the same types. */
    @ParameterizedTest
    @ValueSource(strings = {"mobile", "desktop", "blood_glucose_meter"})
    void historyHasTheColumnsOfTheRecords(String table) throws Exception {
        TestSchema schema = migrated();

        List<String> columns = columns(schema, table);

        assertThat(columns).hasSizeGreaterThan(10);
        assertThat(columns(schema, table + "_history"))
                .containsSubsequence(columns)
                .hasSize(columns.size() + 5);
        assertThat(columns(schema, table + "_version")).isEqualTo(columns(schema, table + "_history"));
    }

    /** A change of any column, but for the stamp, leaves the row as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"mobile", "desktop", "blood_glucose_meter"})
    void changeOfEachColumnIsRecorded(String table) throws Exception {
        TestSchema schema = migrated();
        for (String column : columns(schema, table)) {
            String name = column.substring(0, column.indexOf(' '));
            String row = row(schema, table);
            schema.execute("truncate " + table + "_history");

            schema.execute("update " + table + " set " + name + " = " + name);
            schema.execute("update " + table + " set " + name + " = " + other(name, column));

            assertThat(recorded(schema, table))
                    .as(name)
                    .isEqualTo(name.startsWith("modified") ? List.of() : List.of(row));
            if (!NO_FIELDS.contains(name)) {
                assertThat(schema.ask("select changed from " + table + "_history"))
                        .containsExactly(name.replace("_time_zone_", "_").replaceAll("_$", ""));
            }
        }
    }

    /** A removal leaves the row as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"mobile", "desktop", "blood_glucose_meter"})
    void removalIsRecorded(String table) throws Exception {
        TestSchema schema = migrated();
        String row = row(schema, table);

        schema.execute("delete from " + table);

        assertThat(recorded(schema, table)).containsExactly(row);
    }

    /** Texts of any length do not make a change fail. */
    @ParameterizedTest
    @CsvSource({"mobile, model", "desktop, ip_address", "blood_glucose_meter, patient_id"})
    void longTextsAreRecorded(String table, String column) throws Exception {
        TestSchema schema = migrated();
        String text = "(select string_agg(md5(n::text), '') from generate_series(1, 5000) n)";

        schema.execute("update " + table + " set modified_by_ = " + text + ", " + column + " = " + text);
        schema.execute("update " + table + " set modified_by_ = 'x', app_version = '2'");
        schema.execute("delete from " + table);

        assertThat(schema.ask("select count(*) from " + table + "_history where length(" + column + ") = 160000"))
                .isNotEqualTo(List.of("0"));
    }

    /** A writer needs no rights on the history, and cannot redirect it with a search path or temporary tables. */
    @Test
    void triggersNeedNothingOfTheWriter() throws Exception {
        TestSchema schema = migrated();
        String here = schema.ask("select current_schema()").get(0);

        schema.execute("create temporary table mobile_history (x int); set search_path = pg_temp; update " + here
                + ".mobile set app_version = '2'; delete from " + here + ".mobile; drop table pg_temp.mobile_history");

        assertThat(schema.ask("select operation from mobile_history order by revision"))
                .containsExactly("U", "D");
        assertThat(schema.ask(
                        "select distinct prosecdef from pg_proc where pronamespace = current_schema()::regnamespace"))
                .containsExactly("t");
    }

    /** Truncation empties the history of that table. */
    @Test
    void truncationEmptiesTheHistory() throws Exception {
        TestSchema schema = migrated();
        for (String table : List.of("mobile", "desktop", "blood_glucose_meter")) {
            schema.execute("update " + table + " set app_version = '2'");
        }

        schema.execute("truncate mobile, blood_glucose_meter");

        assertThat(schema.ask("select 'm' from mobile_history union all select 'd' from desktop_history"
                        + " union all select 'b' from blood_glucose_meter_history"))
                .containsExactly("d");
    }

    /** The migration of an existing database starts an empty history, which is known from then on. */
    @Test
    void historyIsKnownSinceTheMigration() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();

        schema.migrate();

        assertThat(schema.ask("select count(*) from mobile_history")).containsExactly("0");
        assertThat(schema.ask("select since between now() - interval '1 minute' and now() from history_start"))
                .containsExactly("t");
    }

    private static TestSchema migrated() throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        schema.execute(PATIENT_ROW + ";" + CLINICIAN_ROW + ";" + METER_ROW);
        return schema;
    }

    private static String row(TestSchema schema, String table) throws Exception {
        return schema.ask("select to_jsonb(r) from " + table + " r").get(0);
    }

    /** The rows of the history, but for its own columns and for arrivals. */
    private static List<String> recorded(TestSchema schema, String table) throws Exception {
        return schema.ask(
                "select to_jsonb(h) - '{revision, superseded, operation, superseded_by_, changed}'::text[] from "
                        + table + "_history h where operation <> 'I'");
    }

    /** An expression for another value of a column. */
    private static String other(String name, String type) {
        if (type.contains("character")) {
            return "'x'";
        }
        if (type.contains("boolean")) {
            return "not " + name;
        }
        return name + (type.contains("timestamp") ? " + interval '1 s'" : " + 1");
    }

    private static List<String> columns(TestSchema schema, String table) throws Exception {
        return schema.ask(
                "select a.attname || ' ' || format_type(a.atttypid, nullif(a.atttypmod, -1)) from pg_attribute a"
                        + " where a.attrelid = '" + table
                        + "'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum");
    }
}
