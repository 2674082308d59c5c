package health.polaris.telemetry.export;

import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.json.Json;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;

/** One JSON object per line. */
public final class NdjsonFormat implements ExportFormat {
    private static final ObjectWriter LINES =
            ExportFormat.streaming(Json.MAPPER.writer()).withRootValueSeparator("\n");

    @Override
    public String mediaType() {
        return AcceptNormalizer.NDJSON;
    }

    @Override
    public String fileExtension() {
        return "ndjson";
    }

    @Override
    public RecordWriter writer(OutputStream stream) {
        return new RowWriter(
                LINES.writeValues(stream),
                stream,
                "\n",
                message -> "\n" + Json.MAPPER.writeValueAsString(Map.of("error", message)) + "\n");
    }
}
