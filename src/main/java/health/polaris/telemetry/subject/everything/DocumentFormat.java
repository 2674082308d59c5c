package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.entity.UtcTimestamp;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.RecordWriter;
import health.polaris.telemetry.http.json.Json;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;

/** One JSON object with a key for each part. */
final class DocumentFormat implements ExportFormat {
    /** Does not end objects on its own, so that an incomplete document is not valid JSON. */
    private static final ObjectWriter WRITER =
            ExportFormat.streaming(Json.MAPPER.writer()).without(StreamWriteFeature.AUTO_CLOSE_CONTENT);

    private final SubjectRequest request;

    DocumentFormat(SubjectRequest request) {
        this.request = request;
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public String fileExtension() {
        return "json";
    }

    @Override
    public RecordWriter writer(OutputStream stream) {
        return new DocumentWriter(request, stream);
    }

    private static final class DocumentWriter implements RecordWriter, PartSequence.PartWriter {
        private final SubjectRequest request;
        private final OutputStream stream;
        private final JsonGenerator json;
        private final PartSequence parts;
        private boolean started;

        DocumentWriter(SubjectRequest request, OutputStream stream) {
            this.request = request;
            this.stream = stream;
            this.json = WRITER.createGenerator(stream);
            this.parts = new PartSequence(request.parts(), this);
        }

        @Override
        public void write(Object record) throws IOException {
            Entry entry = (Entry) record;
            start();
            parts.moveTo(entry.part());
            json.writePOJO(entry.record());
        }

        @Override
        public void end() throws IOException {
            start();
            parts.end();
            json.writeEndObject();
            json.close();
        }

        @Override
        public void fail(String message) throws IOException {
            json.flush();
            stream.write(('\n' + message + '\n').getBytes(StandardCharsets.UTF_8));
        }

        private void start() {
            if (!started) {
                started = true;
                json.writeStartObject();
                json.writeStringProperty("person_kind", request.kind().label());
                json.writeStringProperty("person_id", request.id());
                json.writePOJOProperty("time", UtcTimestamp.now());
                json.writeStringProperty("description", SubjectRequest.DESCRIPTION);
            }
        }

        @Override
        public void start(Part part) {
            json.writeObjectPropertyStart(part.name());
            json.writeStringProperty("description", part.description());
            json.writeArrayPropertyStart("records");
        }

        @Override
        public void endPart() {
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
