package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Search;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.SequenceWriter;

/** An answer that is written while the database is read. */
final class Export implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(Export.class.getName());

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

    @Override
    public void write(OutputStream stream) {
        admission.to(() -> {
            SequenceWriter rows = format.to(stream);
            exports.each(searches, record -> tried(() -> rows.write(record)));
            return tried(rows::close);
        });
    }

    /** Whether the client still takes records. */
    private static boolean tried(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (JacksonIOException left) {
            LOG.log(System.Logger.Level.INFO, "A client left while an export was written to it.");
            return false;
        }
    }
}
