package health.polaris.telemetry.database;

import health.polaris.telemetry.local.DatabaseLogin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A separate, initially empty schema in the test database. */
public final class TestSchema {
    private final PGSimpleDataSource database =
            DatabaseLogin.of(System.getenv()).source();

    public TestSchema() throws SQLException {
        String name = "s" + UUID.randomUUID().toString().replace("-", "");
        execute("create schema " + name);
        database.setCurrentSchema(name);
    }

    /** A schema as the original service leaves it. */
    public static TestSchema ofTheOriginal() throws SQLException, IOException {
        TestSchema schema = new TestSchema();
        try (InputStream script = TestSchema.class.getResourceAsStream("/original-database.sql")) {
            schema.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return schema;
    }

    public DataSource database() {
        return database;
    }

    public void migrate() throws SQLException {
        new SchemaMigration(database).run();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of each row. */
    public List<String> ask(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                values.add(answer.getString(1));
            }
        }
        return values;
    }

    /** The query plan as for tables too large to be read completely. */
    String plan(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            StringBuilder plan = new StringBuilder();
            try (ResultSet answer = statement.executeQuery("explain " + sql)) {
                while (answer.next()) {
                    plan.append(answer.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    /** All columns, indexes and rows, to detect any change. */
    List<String> state() throws SQLException {
        List<String> state = new ArrayList<>(ask("select table_name || column_name || data_type || is_nullable"
                + " from information_schema.columns where table_schema = current_schema() order by 1"));
        state.addAll(ask("select indexdef from pg_indexes where schemaname = current_schema() order by 1"));
        for (String table : ask("select table_name from information_schema.tables"
                + " where table_schema = current_schema() order by 1")) {
            state.addAll(ask("select row_to_json(t)::text from " + table + " t order by 1"));
        }
        return state;
    }
}
