package health.polaris.telemetry.database;

import health.polaris.telemetry.settings.FailedStart;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/** Migrates the database before the first request. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Migration {
    /** Static, because EclipseLink reads it outside of any bean. */
    private static volatile boolean done;

    @Resource(lookup = "jdbc/telemetry")
    DataSource dataSource;

    @Inject
    Settings settings;

    private MigrationVersion required;

    /** Waits for the database and migrates it. A failure ends the deployment. */
    @PostConstruct
    void migrate() {
        new DatabaseWait(dataSource, settings.databaseWait()).await();
        try {
            required = new SchemaMigration(dataSource).run();
            done = true;
        } catch (InvalidDatabase invalid) {
            FailedStart.report(List.of(invalid.getMessage()));
            throw invalid;
        } catch (SQLException | RuntimeException failed) {
            FailedStart.report(List.of("The database could not be migrated: " + failed.getMessage()));
            throw new IllegalStateException("The database could not be migrated", failed);
        }
    }

    /** Whether the migration has completed since the application started. */
    static boolean isDone() {
        return done;
    }

    /** Executes a query without tables. */
    public void ping() throws SQLException {
        queryForString("select 1");
    }

    /** The current schema version of the database. */
    public String version() throws SQLException {
        return queryForString(
                "select version from flyway_schema_history where success order by installed_rank desc limit 1");
    }

    /** Returns what an administrator should solve although the service works; otherwise an empty text. */
    public String warning() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseRequirements requirements = new DatabaseRequirements(connection);
            return Stream.of(requirements.collationWarning(), requirements.workersWarning())
                    .filter(warning -> !warning.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    /** Whether this service is compatible with a schema version: its own or a later one. */
    public boolean isCompatible(String version) {
        return MigrationVersion.fromVersion(version).isAtLeast(required.getVersion());
    }

    private String queryForString(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
