package health.polaris.telemetry.operations;

import health.polaris.telemetry.database.Migration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the service can work with its database.
 *
 * @param checks whether the database can be reached, and whether it has a version
 * @param fault why the service cannot work with it; empty if it can
 */
record DatabaseState(List<Check> checks, String fault) {
    private static final String REACHABLE = "database_reachable";
    private static final String VERSION = "database_version";

    /** The state of a database that did not answer within this time. */
    static DatabaseState silent(Duration time) {
        return new DatabaseState(
                List.of(Check.failed(REACHABLE, time), Check.failed(VERSION, time)), "The database does not answer.");
    }

    /** Asks the database. */
    static DatabaseState found(Migration migration) {
        AtomicReference<String> version = new AtomicReference<>();
        List<Check> checks = List.of(
                Check.of(REACHABLE, () -> {
                    migration.ping();
                    return "The database answers.";
                }),
                Check.of(VERSION, () -> {
                    version.set(migration.version());
                    return "The schema is at version " + version.get() + ".";
                }));
        return new DatabaseState(checks, fault(migration, version.get()));
    }

    /** The version is null if the database did not tell one. */
    private static String fault(Migration migration, String version) {
        if (version == null) {
            return "The database cannot be reached.";
        }
        return migration.suits(version) ? "" : "The schema is at version " + version + ", which is too old.";
    }
}
