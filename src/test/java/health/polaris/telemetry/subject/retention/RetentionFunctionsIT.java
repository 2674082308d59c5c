package health.polaris.telemetry.subject.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.database.TestSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of the database that remove a batch each. */
@Tag("database")
class RetentionFunctionsIT {
    private static final String EXPIRE =
            "select number, resume_at from expire_people('%s', '%s', now() - interval '400 days', '%s', %d, %d)";
    private static final String EXPIRE_PATIENTS = EXPIRE.formatted("patient", "", "erase", 1_000, 100);

    private final TestSchema schema;

    RetentionFunctionsIT() throws SQLException {
        schema = new TestSchema();
        schema.migrate();
    }

    /** Batches of any size consider every person once, and end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void batchesConsiderEveryPerson(int size) throws SQLException {
        schema.execute(phones("n % 10", "500 days", 30));
        schema.execute(phones("'active'", "10 days", 1));
        schema.execute("insert into legal_hold values ('patient', '3', now(), '', '')");

        List<String> numbers = new ArrayList<>();
        String position = "";
        while (position != null) {
            List<String> batch = row(EXPIRE.formatted("patient", position, "erase", size, size));
            numbers.add(batch.get(0));
            position = batch.get(1);
        }

        assertThat(numbers.stream().mapToInt(Integer::parseInt).sum()).isEqualTo(9);
        assertThat(schema.ask("select distinct patient_id from mobile order by 1"))
                .containsExactly("3", "active");
    }

    /** A record that is created while the person is being erased stays, with nothing older. */
    @Test
    void recordCreatedMeanwhileStays() throws SQLException {
        schema.execute(phones("'p'", "500 days", 2));
        try (Connection run = schema.database().getConnection();
                Statement batch = run.createStatement()) {
            run.setAutoCommit(false);
            batch.execute(EXPIRE_PATIENTS);
            schema.execute(phones("'p'", "0 days", 1));
            run.commit();
        }

        assertThat(schema.ask("select created > now() - interval '1 day' from mobile where patient_id = 'p'"))
                .containsExactly("t");
    }

    /** A hold that is being placed is respected: it waits for the batch, or the batch waits for it. */
    @Test
    void batchWaitsForAHold() throws SQLException {
        schema.execute(phones("'p'", "500 days", 2));
        try (Connection officer = schema.database().getConnection();
                Statement hold = officer.createStatement()) {
            officer.setAutoCommit(false);
            hold.execute("insert into legal_hold values ('patient', 'p', now(), '', '')");

            assertThatThrownBy(() -> schema.execute("set lock_timeout = '200ms'; " + EXPIRE_PATIENTS))
                    .hasMessageContaining("lock timeout");
            officer.commit();
        }
        schema.execute(EXPIRE_PATIENTS);

        assertThat(schema.ask("select count(*) from mobile")).containsExactly("2");
    }

    /** A person whose record is being changed stays. */
    @ParameterizedTest
    @ValueSource(strings = {"mobile", "blood_glucose_meter"})
    void personWhoseRecordIsLockedStays(String table) throws SQLException {
        schema.execute(phones("'p'", "500 days", 1));
        schema.execute(
                "insert into blood_glucose_meter select uuid, created, '', modified, 'x', 'm', 's', patient_id, now(), true,"
                        + " 'GDM', '1', 5 from mobile");
        try (Connection app = schema.database().getConnection();
                Statement change = app.createStatement()) {
            app.setAutoCommit(false);
            change.execute("update " + table + " set app_version = '2'");

            assertThat(row(EXPIRE_PATIENTS).get(0)).isEqualTo("0");
        }

        assertThat(row(EXPIRE_PATIENTS).get(0)).isEqualTo("1");
    }

    /** A person who has only history left is removed, too, when it is old enough. */
    @Test
    void historyOfRemovedRecordsIsRemoved() throws SQLException {
        schema.execute(phones("'p'", "500 days", 1) + "; delete from mobile");
        assertThat(row(EXPIRE_PATIENTS).get(0)).isEqualTo("0");

        schema.execute("update mobile_history set superseded = now() - interval '450 days'");

        assertThat(row(EXPIRE_PATIENTS).get(0)).isEqualTo("1");
        assertThat(schema.ask("select count(*) from mobile_history")).containsExactly("0");
    }

    /** The names of removed phones are blanked in the history. */
    @Test
    void namesOfRemovedPhonesAreBlanked() throws SQLException {
        schema.execute(phones("'p'", "500 days", 1) + "; delete from mobile");
        schema.execute("update mobile_history set superseded = now() - interval '101 days'");

        schema.execute("select from blank_installations('patient', '', now() - interval '100 days', 100)");

        assertThat(schema.ask("select display_name from mobile_history")).containsExactly("");
    }

    /** Versions and events are removed by age, in batches of any size, up to the time and not beyond. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void versionsAndEventsAreRemovedByAge(int size) throws SQLException {
        schema.execute(phones("n", "500 days", 5) + "; update mobile set app_version = '2';"
                + " update mobile_history set superseded = timestamptz '2020-01-01' + (r.n - 1) * interval '1 day'"
                + " from (select uuid, cast(patient_id as integer) as n from mobile) r where r.uuid = mobile_history.uuid;"
                + " insert into access_event select gen_random_uuid(), superseded, '', '', '', '', '', '', '', '', '', 0, ''"
                + " from mobile_history");

        for (String function : new String[] {"remove_versions('mobile', ", "remove_access_events("}) {
            String position = "";
            while (position != null) {
                position = row("select number, resume_at from " + function + "'" + position
                                + "', timestamptz '2020-01-04', " + size + ")")
                        .get(1);
            }
        }

        assertThat(schema.ask("select count(*) || ' ' || min(superseded)::date from mobile_history"))
                .containsExactly("2 2020-01-04");
        assertThat(schema.ask("select count(*) || ' ' || min(time)::date from access_event"))
                .containsExactly("2 2020-01-04");
    }

    /** History is known for as long as versions are kept, also in a database with two beginnings. */
    @Test
    void historyStartMovesForward() throws SQLException {
        schema.execute("truncate history_start; insert into history_start values ('2010-01-01'), ('2011-01-01')");

        schema.execute("select from remove_versions('desktop', '', timestamptz '2020-01-01 00:00Z', 10)");

        assertThat(schema.ask("select since at time zone 'UTC' from history_start"))
                .containsExactly("2020-01-01 00:00:00");
    }

    private static String phones(String patient, String age, int number) {
        return "insert into mobile select gen_random_uuid(), t, 'p', t, 'p', " + patient
                + ", '1', t, 0, 'GDM', '1', 'os', '1', 'x',"
                + " 'y', 'Mary''s phone' from (select n, now() at time zone 'UTC' - interval '" + age
                + "' as t from generate_series(1, " + number + ") n) x";
    }

    /** The columns of the only row. */
    private List<String> row(String query) throws SQLException {
        try (Connection connection = schema.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> columns = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                columns.add(row.getString(column));
            }
            return columns;
        }
    }
}
