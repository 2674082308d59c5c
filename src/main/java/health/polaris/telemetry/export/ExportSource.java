package health.polaris.telemetry.export;

import java.util.function.Predicate;

/** The records of an export. */
@FunctionalInterface
public interface ExportSource {
    /** Passes all records to the consumer until it returns false, in the transaction of the caller. */
    void forEach(Predicate<Object> consumer);
}
