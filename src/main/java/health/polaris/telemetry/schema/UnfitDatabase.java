package health.polaris.telemetry.schema;

/** A database that the service must not touch; the message says what was found in it and what to do. */
public class UnfitDatabase extends RuntimeException {
    UnfitDatabase(String sentence) {
        super(sentence);
    }

    UnfitDatabase(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
