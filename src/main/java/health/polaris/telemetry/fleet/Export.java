package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Search;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** An answer that is written while the database is read. */
final class Export implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(Export.class.getName());

    private static final String FAILURE = "This export failed here and is not complete.";

    private final Exports exports;
    private final ExportAdmission admission;
    private final List<Search<?>> searches;
    private final ExportFormat format;

    /** Whether records have been written, but not all. */
    private boolean incomplete;

    Export(Exports exports, ExportAdmission admission, List<Search<?>> searches, ExportFormat format) {
        this.exports = exports;
        this.admission = admission;
        this.searches = searches;
        this.format = format;
    }

    /**
     * Has the server break the connection off at the end of a response with an incomplete export. The trailers are what a server
     * asks for last; if there are none to be had, it cannot end the response properly.
     */
    void breakOffIfIncomplete(HttpServletResponse response) {
        response.setTrailerFields(this::trailers);
    }

    private Map<String, String> trailers() {
        if (incomplete) {
            throw new IllegalStateException("an export is not complete");
        }
        return Map.of();
    }

    /** An export that fails when it has begun also ends with a line that says so, if the client still reads. */
    @Override
    public void write(OutputStream stream) {
        admission.to(() -> {
            ExportWriter writer = new ExportWriter(format, stream);
            try {
                exports.each(searches, record -> {
                    incomplete = true;
                    return writer.write(record);
                });
                incomplete = !writer.end(incomplete ? format.end() : "");
            } catch (RuntimeException failed) {
                if (!incomplete) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.WARNING, "An export was broken off: {0}", failed.toString());
                writer.end(format.failure(FAILURE));
            }
            return incomplete;
        });
    }
}
