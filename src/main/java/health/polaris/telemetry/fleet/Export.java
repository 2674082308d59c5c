package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Search;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SequenceWriter;

/** An answer that is written while the database is read. */
final class Export implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(Export.class.getName());

    private static final String FAILURE = "This export failed here and is not complete.";

    private final Exports exports;
    private final FleetAdmission admission;
    private final List<Search<?>> searches;
    private final ExportFormat format;

    Export(Exports exports, FleetAdmission admission, List<Search<?>> searches, ExportFormat format) {
        this.exports = exports;
        this.admission = admission;
        this.searches = searches;
        this.format = format;
    }

    /**
     * An export that fails when it has begun ends with a line that says so: its status is sent already, and not every server
     * breaks the connection off.
     */
    @Override
    public void write(OutputStream stream) {
        admission.to(() -> {
            SequenceWriter rows = format.to(stream);
            AtomicBoolean some = new AtomicBoolean();
            String end = "";
            try {
                exports.each(
                        searches,
                        record -> tried(() -> {
                            rows.write(record);
                            some.set(true);
                        }));
                end = some.get() ? format.end() : "";
            } catch (RuntimeException failed) {
                if (!some.get()) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.WARNING, "An export failed when it had begun: {0}", failed.toString());
                end = format.failure(FAILURE);
            }
            return finished(rows, stream, end);
        });
    }

    private static boolean finished(SequenceWriter rows, OutputStream stream, String end) {
        return tried(() -> {
            rows.close();
            stream.write(end.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Whether the client still takes records. */
    private static boolean tried(Writing writing) {
        try {
            writing.run();
            return true;
        } catch (JacksonException | IOException failed) {
            if (hasLeft(failed)) {
                LOG.log(System.Logger.Level.INFO, "A client left while an export was written to it.");
                return false;
            }
            throw new IllegalStateException("a record could not be written", failed);
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
