package health.polaris.telemetry.export;

import java.io.IOException;

/** Writes the records of one export to a stream, which stays open. */
public interface RecordWriter {
    void write(Object record) throws IOException;

    /** Ends a complete export. */
    void end() throws IOException;

    /** Ends an incomplete export with a message, so that it cannot be mistaken for a complete one. */
    void fail(String message) throws IOException;
}
