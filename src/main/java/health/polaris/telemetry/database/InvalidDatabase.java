package health.polaris.telemetry.database;

/** A database that the service must not touch; the message says what was found in it and what to do. */
public class InvalidDatabase extends RuntimeException {
    InvalidDatabase(String sentence) {
        super(sentence);
    }

    InvalidDatabase(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
