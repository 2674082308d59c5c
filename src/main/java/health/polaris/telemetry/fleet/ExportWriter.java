package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.RecordView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SequenceWriter;

/** Writes records to a client, and nothing more when a write has failed. */
final class ExportWriter {
    private static final System.Logger LOG = System.getLogger(ExportWriter.class.getName());

    private final OutputStream stream;
    private final SequenceWriter rows;
    private boolean left;

    ExportWriter(ExportFormat format, OutputStream stream) {
        this.stream = stream;
        this.rows = format.to(stream);
    }

    /** Writes a record, and tells whether the client has taken it. */
    boolean write(RecordView<?> record) {
        return isTaken(() -> rows.write(record));
    }

    /** Writes what comes after the last record, and tells whether the client has taken all. */
    boolean end(String text) {
        return isTaken(() -> {
            rows.close();
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        });
    }

    private boolean isTaken(Writing writing) {
        if (left) {
            return false;
        }
        try {
            writing.run();
            return true;
        } catch (JacksonException | IOException failed) {
            if (!hasLeft(failed)) {
                throw new IllegalStateException("a record could not be written", failed);
            }
            left = true;
            LOG.log(
                    System.Logger.Level.INFO,
                    "A client left, or did not read for too long, while an export was written to it.");
            return false;
        }
    }

    /** The servers have exceptions of their own for it, which are all of this kind. */
    private static boolean hasLeft(Throwable failed) {
        return failed instanceof IOException || (failed.getCause() != null && hasLeft(failed.getCause()));
    }

    private interface Writing {
        void run() throws IOException;
    }
}
