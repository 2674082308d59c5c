package health.polaris.telemetry.operations;

import health.polaris.telemetry.database.Migration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * State of the database.
 *
 * @param checks whether the database can be reached, and the version of its schema
 * @param fault the reason why the service cannot use the database; empty if it can
 * @param warning a problem that an administrator should solve although the service works; empty if none
 */
public record DatabaseState(List<Check> checks, String fault, String warning) {
    private static final String REACHABLE = "database_reachable";
    private static final String VERSION = "database_version";

    /** The state after a time-out. */
    static DatabaseState timedOut(Duration timeout) {
        return new DatabaseState(
                List.of(Check.timedOut(REACHABLE, timeout), Check.timedOut(VERSION, timeout)),
                "The database does not answer.",
                "");
    }

    static DatabaseState check(Migration migration) {
        AtomicReference<String> version = new AtomicReference<>();
        AtomicReference<String> warning = new AtomicReference<>("");
        List<Check> checks = List.of(
                Check.of(REACHABLE, () -> {
                    migration.ping();
                    return "The database answers.";
                }),
                Check.of(VERSION, () -> {
                    warning.set(migration.warning());
                    version.set(migration.version());
                    return "The schema is at version " + version.get() + ".";
                }));
        return new DatabaseState(checks, fault(migration, version.get()), warning.get());
    }

    /** @param version null if it could not be read */
    private static String fault(Migration migration, String version) {
        if (version == null) {
            return "The database cannot be reached.";
        }
        return migration.isCompatible(version) ? "" : "The schema is at version " + version + ", which is too old.";
    }
}
