package health.polaris.telemetry.export;

import health.polaris.telemetry.entity.RecordView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SequenceWriter;

/** Writes records to a client, and nothing more when a write has failed. */
final class ExportWriter {
    private static final System.Logger LOG = System.getLogger(ExportWriter.class.getName());

    private final ExportFormat format;
    private final OutputStream stream;
    private final SequenceWriter rows;
    private boolean begun;
    private boolean read = true;

    ExportWriter(ExportFormat format, OutputStream stream) {
        this.format = format;
        this.stream = stream;
        this.rows = format.to(stream);
    }

    /** Whether a part of the export may have been sent. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the client has taken all that was written to it. */
    boolean isRead() {
        return read;
    }

    /** Writes a record, and tells whether the client has taken it. */
    boolean write(RecordView<?> record) {
        begun = true;
        return written(() -> rows.write(record));
    }

    /** Writes what comes after the last record, and tells whether the client has taken all. */
    boolean end() {
        String end = begun ? format.end() : "";
        begun = true;
        return finished(end);
    }

    /** Writes a sentence that is no record after the last one. */
    void fail(String sentence) {
        finished(format.failure(sentence));
    }

    private boolean finished(String end) {
        return written(() -> {
            rows.close();
            stream.write(end.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        });
    }

    private boolean written(Writing writing) {
        if (!read) {
            return false;
        }
        try {
            writing.run();
        } catch (JacksonException | IOException failed) {
            if (!isOfConnection(failed)) {
                throw new IllegalStateException("a record could not be written", failed);
            }
            read = false;
            LOG.log(
                    System.Logger.Level.INFO,
                    "A client left, or did not read for too long, while an export was written to it.");
        }
        return read;
    }

    /** The servers have exceptions of their own for it, which are all of this kind. */
    private static boolean isOfConnection(Throwable failed) {
        return failed instanceof IOException || (failed.getCause() != null && isOfConnection(failed.getCause()));
    }

    private interface Writing {
        void run() throws IOException;
    }
}
