package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.entity.UtcTimestamp;
import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.RecordWriter;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.json.DateTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file with a CSV file for each part, and a README. */
final class ZipFormat implements ExportFormat {
    static final String MEDIA_TYPE = "application/zip";

    private final SubjectRequest request;
    private final Map<Part, CsvFormat> formats = new LinkedHashMap<>();

    ZipFormat(SubjectRequest request, QueryParameters parameters) {
        this.request = request;
        request.parts().forEach(part -> formats.put(part, CsvFormat.of(part.columns(), parameters)));
    }

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public String fileExtension() {
        return "zip";
    }

    @Override
    public RecordWriter writer(OutputStream stream) {
        return new ZipWriter(stream);
    }

    private String readme() {
        StringBuilder text = new StringBuilder()
                .append(SubjectRequest.DESCRIPTION)
                .append("\n\nPerson: ")
                .append(request.kind().label())
                .append(' ')
                .append(request.id())
                .append("\nTime: ")
                .append(DateTimes.format(UtcTimestamp.now()))
                .append('\n');
        formats.keySet()
                .forEach(part -> text.append('\n')
                        .append(fileName(part))
                        .append("\n    ")
                        .append(part.description())
                        .append('\n'));
        return text.toString();
    }

    private static String fileName(Part part) {
        return part.name() + ".csv";
    }

    private final class ZipWriter implements RecordWriter, PartSequence.PartWriter {
        private final ZipOutputStream zip;
        private final PartSequence parts;
        private RecordWriter rows;
        private boolean started;

        ZipWriter(OutputStream stream) {
            this.zip = new ZipOutputStream(stream);
            this.parts = new PartSequence(List.copyOf(formats.keySet()), this);
        }

        @Override
        public void write(Object record) throws IOException {
            Entry entry = (Entry) record;
            start();
            parts.moveTo(entry.part());
            rows.write(entry.record());
        }

        @Override
        public void end() throws IOException {
            start();
            parts.end();
            zip.finish();
        }

        /** Writes nothing: without its directory at the end a ZIP file is invalid. */
        @Override
        public void fail(String message) {}

        private void start() throws IOException {
            if (!started) {
                started = true;
                zip.putNextEntry(new ZipEntry("README.txt"));
                zip.write(readme().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }

        @Override
        public void start(Part part) throws IOException {
            zip.putNextEntry(new ZipEntry(fileName(part)));
            rows = formats.get(part).writer(zip);
        }

        @Override
        public void endPart() throws IOException {
            rows.end();
            zip.closeEntry();
        }
    }
}
