package health.polaris.telemetry.database;

/** The database cannot be migrated. The message says what was found and what to do. */
public class InvalidDatabase extends RuntimeException {
    InvalidDatabase(String message) {
        super(message);
    }

    InvalidDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
