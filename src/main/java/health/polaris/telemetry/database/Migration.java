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
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the database to the schema this WAR wants, before the first request is answered. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Migration {
    /** Static, because EclipseLink asks outside of any bean. */
    private static volatile boolean done;

    @Resource(lookup = "jdbc/telemetry")
    DataSource dataSource;

    @Inject
    Settings settings;

    private MigrationVersion wanted;

    /** Waits for the database with visible retries, then migrates; a failure ends the deployment. */
    @PostConstruct
    void migrate() {
        new DatabaseWait(dataSource, settings.databaseWait()).await();
        try {
            wanted = new SchemaMigration(dataSource).run();
            done = true;
        } catch (InvalidDatabase unfit) {
            FailedStart.because(List.of(unfit.getMessage()));
            throw unfit;
        } catch (SQLException | RuntimeException failed) {
            FailedStart.because(List.of("The database could not be migrated: " + failed.getMessage()));
            throw new IllegalStateException("The database could not be migrated", failed);
        }
    }

    /** Whether the schema has been brought to this version since the application was started. */
    static boolean isDone() {
        return done;
    }

    /** Makes one round trip to the database. */
    public void ping() throws SQLException {
        ask("select 1");
    }

    /** The version that the database says it is at. */
    public String version() throws SQLException {
        return ask("select version from flyway_schema_history where success order by installed_rank desc limit 1");
    }

    /** Whether this service can work with that version: its own, or that of a later one, in which all that it needs is there. */
    public boolean suits(String version) {
        return MigrationVersion.fromVersion(version).isAtLeast(wanted.getVersion());
    }

    private String ask(String question) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
