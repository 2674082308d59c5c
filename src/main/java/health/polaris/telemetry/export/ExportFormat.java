package health.polaris.telemetry.export;

import java.io.OutputStream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** Format of an export. */
public interface ExportFormat {
    String mediaType();

    /** The file extension, without the dot. */
    String fileExtension();

    /** Creates a writer, which writes nothing before the first record. */
    RecordWriter writer(OutputStream stream);

    /** Configures a writer not to flush each record and not to close the stream. */
    static ObjectWriter streaming(ObjectWriter writer) {
        return writer.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET);
    }
}
