package health.polaris.telemetry.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The schema of a database before migration: empty, or that of the original service. */
class ExistingSchema {
    /** The last Alembic revision of the original service; V1 describes it. */
    static final String REVISION = "0374bb6b95f6";

    private static final String ORIGINAL = "V1__the_original_schema.sql";

    private final Connection connection;

    ExistingSchema(Connection connection) {
        this.connection = connection;
    }

    /** Whether this service has migrated the database before. */
    boolean hasHistory() throws SQLException {
        return exists("flyway_schema_history");
    }

    boolean isEmpty() throws SQLException {
        return !exists("mobile") && !exists("desktop") && !exists("blood_glucose_meter") && !exists("alembic_version");
    }

    /**
     * Checks that the database is the original service's and at its last revision. Changes nothing.
     *
     * @throws InvalidDatabase if it is not
     */
    void requireOriginal() throws SQLException {
        if (!exists("alembic_version")) {
            throw new InvalidDatabase(
                    "The database has tables with the names of this service's tables, but no table alembic_version."
                            + " Use an empty database, or the database of the original service.");
        }
        String revision = queryForString("select coalesce(min(version_num), 'none') from alembic_version");
        if (!revision.equals(REVISION)) {
            throw new InvalidDatabase("The database is at Alembic revision " + revision + ". It must be " + REVISION
                    + ": upgrade the original service to its last version first.");
        }
        List<String> differences = differences();
        if (!differences.isEmpty()) {
            throw new InvalidDatabase("The database is at Alembic revision " + REVISION + ", but its tables differ: "
                    + String.join("; ", differences) + ". Restore its schema first.");
        }
    }

    /**
     * Compares the tables with the original schema, which is created as temporary tables in a transaction that is rolled back.
     */
    private List<String> differences() throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Map<String, String> actual = columns("current_schema()");
            statement.execute(script(ORIGINAL).replace("create table", "create temporary table"));
            Map<String, String> expected =
                    columns("(select nspname from pg_namespace where oid = pg_my_temp_schema())");
            return compare(expected, actual);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private static List<String> compare(Map<String, String> expected, Map<String, String> actual) {
        List<String> differences = new ArrayList<>();
        for (String column : new TreeSet<>(expected.keySet())) {
            if (!expected.get(column).equals(actual.get(column))) {
                differences.add(column + " is " + actual.getOrDefault(column, "missing") + " instead of "
                        + expected.get(column));
            }
        }
        actual.forEach((column, type) -> {
            if (!expected.containsKey(column) && type.endsWith("not null")) {
                differences.add(column + " is unknown and required");
            }
        });
        return differences;
    }

    private Map<String, String> columns(String schema) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        String sql = "select table_name || '.' || column_name, data_type"
                + " || coalesce('(' || character_maximum_length || ')', '')"
                + " || case when is_nullable = 'NO' and column_default is null then ' not null' else '' end"
                + " from information_schema.columns where table_schema = " + schema
                + " and table_name in ('mobile', 'desktop', 'blood_glucose_meter')";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                columns.put(result.getString(1), result.getString(2));
            }
        }
        return columns;
    }

    private boolean exists(String table) throws SQLException {
        return queryForString("select to_regclass(quote_ident(current_schema()) || '." + table + "') is not null")
                .equals("t");
    }

    private String queryForString(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    /** The content of a migration. */
    static String script(String name) {
        try (InputStream script = ExistingSchema.class.getResourceAsStream("/db/migration/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
