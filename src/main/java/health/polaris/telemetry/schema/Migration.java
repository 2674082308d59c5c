package health.polaris.telemetry.schema;

import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the schema this WAR wants, before the first request is answered. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Migration {
    private static final int SECONDS_BETWEEN_TRIES = 2;

    @Resource(lookup = "jdbc/telemetry")
    DataSource dataSource;

    @Inject
    Settings settings;

    private Flyway flyway;

    /** Waits for the database with visible retries, then migrates; a failure ends the deployment. */
    @PostConstruct
    void migrate() {
        int tries = (int) (settings.databaseWait().toSeconds() / SECONDS_BETWEEN_TRIES);
        flyway = Flyway.configure(Migration.class.getClassLoader())
                .dataSource(dataSource)
                .connectRetries(tries)
                .connectRetriesInterval(SECONDS_BETWEEN_TRIES)
                .load();
        flyway.migrate();
    }

    /** The version the database is at, or "none". */
    public String version() {
        return flyway.info().current() == null
                ? "none"
                : flyway.info().current().getVersion().toString();
    }
}
