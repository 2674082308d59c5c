package health.polaris.telemetry.export;

import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.http.connection.IncompleteResponseFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.function.Supplier;

/** A response that streams records while they are read from the database. */
final class Export implements StreamingOutput, Counted {
    private static final System.Logger LOG = System.getLogger(Export.class.getName());

    private static final String FAILURE = "This export failed here and is not complete.";

    private final ExportService exports;
    private final Places places;
    private final ExportSource source;
    private final ExportFormat format;
    private final HttpServletRequest request;
    private long records;

    /** The places that concurrent exports share. */
    interface Places {
        /** Runs an export in a free place, and returns its result. */
        Boolean run(Supplier<Boolean> export);
    }

    Export(ExportService exports, Places places, ExportSource source, ExportFormat format, HttpServletRequest request) {
        this.exports = exports;
        this.places = places;
        this.source = source;
        this.format = format;
        this.request = request;
    }

    /**
     * Writes the export. A failure before the first record becomes a problem detail. A later failure aborts the export;
     * its last line reports the failure, if the client still reads.
     */
    @Override
    public void write(OutputStream stream) {
        places.run(() -> {
            ExportWriter writer = new ExportWriter(format, stream);
            boolean complete = false;
            try {
                exports.forEach(source, record -> {
                    records++;
                    return writer.write(record);
                });
                complete = writer.end();
            } catch (RuntimeException failed) {
                if (!writer.isStarted()) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.WARNING, "An export was aborted: {0}", failed.toString());
                writer.fail(FAILURE);
            } finally {
                if (writer.isStarted() && !complete) {
                    IncompleteResponseFilter.mark(request, writer.isClientReading());
                }
            }
            return complete;
        });
    }

    /** The number of records read so far, of which a client that left may have received fewer. */
    @Override
    public long records() {
        return records;
    }
}
