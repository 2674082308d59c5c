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

/** What a database holds before this service has touched it: nothing, or what the original service left. */
class ExistingSchema {
    /** The last revision of the original, which V1 describes. */
    static final String REVISION = "0374bb6b95f6";

    private static final String ORIGINAL = "/db/migration/V1__the_original_schema.sql";

    private final Connection connection;

    ExistingSchema(Connection connection) {
        this.connection = connection;
    }

    /** Whether a service like this one has migrated it before. */
    boolean hasHistory() throws SQLException {
        return exists("flyway_schema_history");
    }

    boolean isEmpty() throws SQLException {
        return !exists("mobile") && !exists("desktop") && !exists("blood_glucose_meter") && !exists("alembic_version");
    }

    /** Returns when this is the original's database in the state that can be taken over; nothing is changed. */
    void requireOriginal() throws SQLException {
        if (!exists("alembic_version")) {
            throw new InvalidDatabase(
                    "The database has tables of these names that are nobody's known: there is no table"
                            + " alembic_version. Use an empty database, or one of the original service.");
        }
        String revision = only("select coalesce(min(version_num), 'none') from alembic_version");
        if (!revision.equals(REVISION)) {
            throw new InvalidDatabase("The original service left the database at Alembic revision " + revision
                    + ". Only " + REVISION + " can be taken over: upgrade the original to its last version first.");
        }
        List<String> differences = differences();
        if (!differences.isEmpty()) {
            throw new InvalidDatabase("The database says that it is at Alembic revision " + REVISION
                    + ", but its tables are others: " + String.join("; ", differences) + ". Restore its schema first.");
        }
    }

    /** Compared with the original's schema itself, made of temporary tables in a transaction that is rolled back. */
    private List<String> differences() throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Map<String, String> found = columns("current_schema()");
            statement.execute(original().replace("create table", "create temporary table"));
            Map<String, String> wanted = columns("(select nspname from pg_namespace where oid = pg_my_temp_schema())");
            return compared(wanted, found);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private static List<String> compared(Map<String, String> wanted, Map<String, String> found) {
        List<String> differences = new ArrayList<>();
        for (String column : new TreeSet<>(wanted.keySet())) {
            if (!wanted.get(column).equals(found.get(column))) {
                differences.add(
                        column + " is " + found.getOrDefault(column, "missing") + " and not " + wanted.get(column));
            }
        }
        found.forEach((column, type) -> {
            if (!wanted.containsKey(column) && type.endsWith("not null")) {
                differences.add(column + " is required, and unknown");
            }
        });
        return differences;
    }

    private Map<String, String> columns(String schema) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        String question = "select table_name || '.' || column_name, data_type"
                + " || coalesce('(' || character_maximum_length || ')', '')"
                + " || case when is_nullable = 'NO' and column_default is null then ' not null' else '' end"
                + " from information_schema.columns where table_schema = " + schema
                + " and table_name in ('mobile', 'desktop', 'blood_glucose_meter')";
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                columns.put(answer.getString(1), answer.getString(2));
            }
        }
        return columns;
    }

    private boolean exists(String table) throws SQLException {
        return only("select to_regclass(quote_ident(current_schema()) || '." + table + "') is not null")
                .equals("t");
    }

    private String only(String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String original() {
        try (InputStream script = ExistingSchema.class.getResourceAsStream(ORIGINAL)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
