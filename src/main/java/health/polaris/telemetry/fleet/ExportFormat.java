package health.polaris.telemetry.fleet;

import java.io.OutputStream;
import tools.jackson.databind.SequenceWriter;

/** How the records of an export are written, one after the other. */
interface ExportFormat {
    SequenceWriter to(OutputStream stream);
}
