package health.polaris.telemetry.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SequenceWriter;

/** Writes records to a client. After a failed write it writes nothing more. */
final class ExportWriter {
    private static final System.Logger LOG = System.getLogger(ExportWriter.class.getName());

    private final ExportFormat format;
    private final OutputStream stream;
    private final SequenceWriter rows;
    private boolean started;
    private boolean clientReading = true;

    ExportWriter(ExportFormat format, OutputStream stream) {
        this.format = format;
        this.stream = stream;
        this.rows = format.writer(stream);
    }

    /** Returns whether part of the export may have been sent. */
    boolean isStarted() {
        return started;
    }

    /** Returns whether all writes have succeeded. */
    boolean isClientReading() {
        return clientReading;
    }

    /** Writes a record, and returns whether the client still reads. */
    boolean write(Object record) {
        started = true;
        return tryWrite(() -> rows.write(record));
    }

    /** Writes the footer, and returns whether all writes have succeeded. */
    boolean end() {
        String footer = started ? format.footer() : "";
        started = true;
        return finish(footer);
    }

    /** Ends an incomplete export with a message that is not a record. */
    void fail(String message) {
        finish(format.failure(message));
    }

    private boolean finish(String footer) {
        return tryWrite(() -> {
            rows.close();
            stream.write(footer.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        });
    }

    private boolean tryWrite(WriteAction action) {
        if (!clientReading) {
            return false;
        }
        try {
            action.run();
        } catch (JacksonException | IOException failed) {
            if (!isConnectionFailure(failed)) {
                throw new IllegalStateException("a record could not be written", failed);
            }
            clientReading = false;
            LOG.log(System.Logger.Level.INFO, "A client left or stopped reading during an export.");
        }
        return clientReading;
    }

    /** Detects exceptions of the connection. Those of both servers are subclasses of IOException. */
    private static boolean isConnectionFailure(Throwable failed) {
        return failed instanceof IOException || (failed.getCause() != null && isConnectionFailure(failed.getCause()));
    }

    private interface WriteAction {
        void run() throws IOException;
    }
}
