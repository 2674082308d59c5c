package health.polaris.telemetry.export;

import java.io.OutputStream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationFeature;

/** How the records of an export are written, one after the other. */
public interface ExportFormat {
    String mediaType();

    /** What the name of a file in this format ends with, after a full stop. */
    String suffix();

    /** The stream stays open when this is closed. */
    SequenceWriter to(OutputStream stream);

    /** What comes after the last record. */
    String end();

    /** What comes after the last record instead, when there should be more. */
    String failure(String sentence);

    /** The same, which neither sends each record by itself nor closes the stream at the end. */
    static ObjectWriter streaming(ObjectWriter writer) {
        return writer.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    }
}
