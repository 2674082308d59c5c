package health.polaris.telemetry.export;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;

/** Writes records to a client. After a failed write it writes nothing more. */
final class ExportWriter {
    private static final System.Logger LOG = System.getLogger(ExportWriter.class.getName());

    private final OutputStream stream;
    private final RecordWriter records;
    private boolean started;
    private boolean clientReading = true;

    ExportWriter(ExportFormat format, OutputStream stream) {
        this.stream = stream;
        this.records = format.writer(stream);
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
        return tryWrite(() -> records.write(record));
    }

    /** Ends a complete export, and returns whether all writes have succeeded. */
    boolean end() {
        started = true;
        return finish(records::end);
    }

    /** Ends an incomplete export with a message that is not a record. */
    void fail(String message) {
        finish(() -> records.fail(message));
    }

    private boolean finish(WriteAction ending) {
        return tryWrite(() -> {
            ending.run();
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
