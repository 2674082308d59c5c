package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Brings a database to the schema of this version: an empty one, one of an earlier version, or the original service's. */
class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final int TRIES = 20;

    private final DataSource database;

    SchemaMigration(DataSource database) {
        this.database = database;
    }

    /**
     * Migrates, when no other node does, to the version that is answered.
     *
     * @throws InvalidDatabase when the database is none of these; nothing has been changed then
     */
    MigrationVersion run() throws SQLException {
        try (Connection connection = database.getConnection();
                MigrationLock lock = new MigrationLock(connection)) {
            boolean taken = isToBeTakenOver(new ExistingSchema(connection));
            if (taken) {
                LOG.log(System.Logger.Level.INFO, "Taking over the original service''s database.");
            }
            Flyway flyway = flyway(taken);
            migrate(flyway, TRIES);
            LOG.log(System.Logger.Level.DEBUG, "Migrated under {0}", lock);
            return flyway.info().current().getVersion();
        }
    }

    private static boolean isToBeTakenOver(ExistingSchema existing) throws SQLException {
        if (existing.hasHistory() || existing.isEmpty()) {
            return false;
        }
        existing.requireOriginal();
        return true;
    }

    private Flyway flyway(boolean taken) {
        var configuration = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(database)
                .callbacks(new UnlimitedMigration())
                // whatever a newer version has done to the database, this one does not know
                .ignoreMigrationPatterns(new ValidatePattern[0])
                .baselineOnMigrate(taken)
                .baselineVersion("1")
                .baselineDescription("taken over from Alembic revision " + ExistingSchema.REVISION);
        // a lock in a transaction would keep concurrent index builds waiting for itself
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }

    /** A migration gives up soon on a lock that others hold, so that they need not queue behind it, and is tried again. */
    private static void migrate(Flyway flyway, int tries) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException unknown) {
            throw new InvalidDatabase(
                    "The history of the database is not this version's: it is newer, or a migration failed halfway."
                            + " Start the version that was here last, or restore a backup; the reason follows. "
                            + unknown.getMessage(),
                    unknown);
        } catch (FlywayException failed) {
            if (tries == 0 || !isLockTimeout(failed)) {
                throw failed;
            }
            LOG.log(System.Logger.Level.INFO, "The tables are busy. Trying to migrate them again.");
            migrate(flyway, tries - 1);
        }
    }

    /** SQLState 55P03: a lock was not got in time. */
    private static boolean isLockTimeout(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
