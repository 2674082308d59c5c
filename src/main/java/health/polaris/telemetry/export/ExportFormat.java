package health.polaris.telemetry.export;

import java.io.OutputStream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationFeature;

/** Format of an export. */
public interface ExportFormat {
    String mediaType();

    /** The file extension, without the dot. */
    String fileExtension();

    /** Creates a writer that leaves the stream open when it is closed. */
    SequenceWriter writer(OutputStream stream);

    /** The text after the last record. */
    String footer();

    /** The text that replaces the footer of an incomplete export. */
    String failure(String message);

    /** Configures a writer not to flush each record and not to close the stream. */
    static ObjectWriter streaming(ObjectWriter writer) {
        return writer.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    }
}
