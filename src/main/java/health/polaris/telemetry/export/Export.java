package health.polaris.telemetry.export;

import health.polaris.telemetry.database.ExportConnectionGate;
import health.polaris.telemetry.http.connection.IncompleteResponseFilter;
import health.polaris.telemetry.query.RecordQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.List;

/** An answer that is written while the database is read. */
public final class Export implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(Export.class.getName());

    private static final String FAILURE = "This export failed here and is not complete.";

    private final ExportService exports;
    private final ExportConnectionGate admission;
    private final List<RecordQuery<?>> searches;
    private final ExportFormat format;
    private final HttpServletRequest request;

    public Export(
            ExportService exports,
            ExportConnectionGate admission,
            List<RecordQuery<?>> searches,
            ExportFormat format,
            HttpServletRequest request) {
        this.exports = exports;
        this.admission = admission;
        this.searches = searches;
        this.format = format;
        this.request = request;
    }

    /**
     * An export that fails when it has begun is broken off, and if its client still reads, the last line says so. One that fails
     * before is answered as any request that fails.
     */
    @Override
    public void write(OutputStream stream) {
        admission.to(() -> {
            ExportWriter writer = new ExportWriter(format, stream);
            boolean complete = false;
            try {
                exports.each(searches, writer::write);
                complete = writer.end();
            } catch (RuntimeException failed) {
                if (!writer.hasBegun()) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.WARNING, "An export was broken off: {0}", failed.toString());
                writer.fail(FAILURE);
            } finally {
                if (writer.hasBegun() && !complete) {
                    IncompleteResponseFilter.mark(request, writer.isRead());
                }
            }
            return complete;
        });
    }
}
