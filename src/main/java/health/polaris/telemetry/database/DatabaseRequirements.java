package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Requirements for the database and the connection to it. */
class DatabaseRequirements {
    /** PostgreSQL 14 does not record the version. */
    private static final int FIRST_VERSION_WITH_COLLATION_VERSION = 15;

    private static final String SESSION = "select pg_backend_pid()";

    private static final String ABSENT_WORKERS =
            "select coalesce(string_agg(nodename || ':' || nodeport, ', ' order by nodename, nodeport), '')"
                    + " from run_command_on_workers('select 1') where not success";

    private final Connection connection;

    DatabaseRequirements(Connection connection) {
        this.connection = connection;
    }

    /**
     * Checks that the database can store every text.
     *
     * @throws InvalidDatabase if it cannot
     */
    void requireUnicode() throws SQLException {
        String encoding = queryForString(
                "select pg_encoding_to_char(encoding) from pg_database" + " where datname = current_database()");
        if (!encoding.equals("UTF8")) {
            throw new InvalidDatabase("The encoding of the database is " + encoding + ". It must be UTF8: create a"
                    + " database with ENCODING 'UTF8', and copy the data with pg_dump and pg_restore.");
        }
    }

    /**
     * Checks that this connection keeps its session. Between transactions a pooler in transaction mode gives the
     * session to other connections.
     *
     * @throws InvalidDatabase if it does not
     */
    void requireOwnSession(DataSource database) throws SQLException {
        String session = queryForString(SESSION);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            String otherSession = new DatabaseRequirements(other).queryForString(SESSION);
            other.rollback();
            other.setAutoCommit(true);
            if (otherSession.equals(session)) {
                throw new InvalidDatabase(
                        "A connection pooler in transaction mode, such as PgBouncer, is in front of the"
                                + " database. Use its session mode, or connect to the database directly.");
            }
        }
    }

    /** Returns a warning if a pooler drops the options of connections; otherwise an empty text. */
    String optionsWarning() throws SQLException {
        return queryForString("show lock_timeout").equals("0")
                ? "The database does not receive the option lock_timeout, so a statement may wait for a lock longer than"
                        + " its request: set the option with ALTER ROLE ... SET lock_timeout."
                : "";
    }

    /** Returns a warning if the order of texts has changed since the indexes were built; otherwise an empty text. */
    String collationWarning() throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION_WITH_COLLATION_VERSION) {
            return "";
        }
        String versions = queryForString("select coalesce(min(datcollversion || ' to '"
                + " || pg_database_collation_actual_version(oid)), '') from pg_database where datname = current_database()"
                + " and datcollversion <> pg_database_collation_actual_version(oid)");
        return versions.isEmpty()
                ? ""
                : "The collation of the database has changed from version " + versions
                        + ", so indexes may be in the wrong"
                        + " order: run REINDEX DATABASE and ALTER DATABASE ... REFRESH COLLATION VERSION.";
    }

    /** Returns a warning if workers of a Citus cluster are away; otherwise an empty text. Other databases have no workers. */
    String workersWarning() throws SQLException {
        if (queryForString("select to_regclass('pg_dist_node')") == null) {
            return "";
        }
        connection.setAutoCommit(false);
        try {
            queryForString("select set_config('statement_timeout', '500ms', true)");
            String absent = queryForString(ABSENT_WORKERS);
            return absent.isEmpty()
                    ? ""
                    : "These workers of the database are away, with the records of some people: " + absent + ".";
        } catch (SQLException slow) {
            return "The workers of the database cannot be checked: " + slow.getMessage() + ".";
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String queryForString(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
