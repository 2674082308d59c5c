package health.polaris.telemetry.fleet;

import java.io.OutputStream;
import tools.jackson.databind.SequenceWriter;

/** How the records of an export are written, one after the other. */
interface ExportFormat {
    /** The stream stays open when this is closed. */
    SequenceWriter to(OutputStream stream);

    /** What comes after the last record. */
    byte[] end();
}
