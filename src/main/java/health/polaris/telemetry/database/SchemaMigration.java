package health.polaris.telemetry.database;

import health.polaris.telemetry.progress.IndexBuilds;
import health.polaris.telemetry.progress.LongTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Migrates an empty database, one of an earlier version, or one of the original service. */
class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final int MAX_RETRIES = 20;
    private static final Pattern CREATE_INDEX = Pattern.compile("(?m)^create index concurrently (\\w+)");

    private final DataSource database;

    SchemaMigration(DataSource database) {
        this.database = database;
    }

    /**
     * Waits until no other node is migrating, then migrates the database.
     *
     * @return the version of the schema
     * @throws InvalidDatabase if the database cannot be migrated; nothing has been changed
     */
    MigrationVersion run() throws SQLException {
        checkRequirements();
        IndexBuilds builds = new IndexBuilds(database);
        try (LongTask task = LongTask.start("migration", "Migrating the database", builds::progress);
                Connection connection = database.getConnection();
                MigrationLock lock = new MigrationLock(connection)) {
            boolean takeover = isTakeover(new ExistingSchema(connection));
            if (takeover) {
                LOG.log(System.Logger.Level.INFO, "Taking over the original service's database.");
            }
            Flyway flyway = flyway(takeover);
            builds.expect(indexes(flyway.info().pending()));
            migrate(flyway, MAX_RETRIES);
            LOG.log(System.Logger.Level.DEBUG, "Migrated under {0}: {1}", lock, task);
            return flyway.info().current().getVersion();
        }
    }

    private void checkRequirements() throws SQLException {
        try (Connection connection = database.getConnection()) {
            DatabaseRequirements requirements = new DatabaseRequirements(connection);
            requirements.requireUnicode();
            requirements.requireOwnSession(database);
            for (String warning : List.of(requirements.collationWarning(), requirements.optionsWarning())) {
                if (!warning.isEmpty()) {
                    LOG.log(System.Logger.Level.WARNING, warning);
                }
            }
        }
    }

    /** The indexes that these migrations create. */
    private static List<String> indexes(MigrationInfo... migrations) {
        return Arrays.stream(migrations)
                .map(migration -> ExistingSchema.script(migration.getScript()))
                .flatMap(script -> CREATE_INDEX.matcher(script).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static boolean isTakeover(ExistingSchema existing) throws SQLException {
        if (existing.hasHistory() || existing.isEmpty()) {
            return false;
        }
        existing.requireOriginal();
        return true;
    }

    private Flyway flyway(boolean takeover) {
        var configuration = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(database)
                .callbacks(new UnlimitedMigration())
                // a migration by a newer version is an error
                .ignoreMigrationPatterns(new ValidatePattern[0])
                .baselineOnMigrate(takeover)
                .baselineVersion("1")
                .baselineDescription("taken over from Alembic revision " + ExistingSchema.REVISION);
        // a concurrent index build would wait for the transaction that holds the lock
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }

    /**
     * Migrates, and retries if a table is locked. Each attempt waits only briefly, so that other sessions do not queue
     * behind it.
     */
    private static void migrate(Flyway flyway, int retries) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException invalid) {
            throw new InvalidDatabase(
                    "The migration history of the database does not match this version: a newer version has migrated it,"
                            + " or a migration failed. Start the version that ran last, or restore a backup. "
                            + invalid.getMessage(),
                    invalid);
        } catch (FlywayException failed) {
            if (retries == 0 || !isLockTimeout(failed)) {
                throw failed;
            }
            LOG.log(System.Logger.Level.INFO, "The tables are locked. Retrying the migration.");
            migrate(flyway, retries - 1);
        }
    }

    /** SQLState 55P03: lock_not_available. */
    private static boolean isLockTimeout(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
