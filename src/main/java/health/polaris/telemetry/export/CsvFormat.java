package health.polaris.telemetry.export;

import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.json.Json;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** Comma-separated values (RFC 4180) with a header row, protected against formula injection. */
public final class CsvFormat implements ExportFormat {
    private static final CsvMapper MAPPER = Json.configure(CsvMapper.builder())
            .addModule(new SimpleModule().addSerializer(new NoFormula()))
            .build();

    private final ObjectWriter rows;

    public CsvFormat(List<String> columns) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        rows = ExportFormat.streaming(MAPPER.writer(schema.build()));
    }

    @Override
    public String mediaType() {
        return AcceptNormalizer.CSV;
    }

    @Override
    public String fileExtension() {
        return "csv";
    }

    @Override
    public SequenceWriter writer(OutputStream stream) {
        return rows.writeValues(stream);
    }

    /** Empty, because each row ends its own line. */
    @Override
    public String footer() {
        return "";
    }

    @Override
    public String failure(String message) {
        return '"' + message + "\"\r\n";
    }

    /**
     * Puts an apostrophe before text that a spreadsheet would interpret as a formula, as OWASP recommends (CSV
     * injection).
     */
    private static final class NoFormula extends StdSerializer<String> {
        private static final String STARTS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

        NoFormula() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator csv, SerializationContext context) {
            boolean formula = !value.isEmpty() && STARTS.indexOf(value.charAt(0)) >= 0;
            csv.writeString(formula ? "'" + value : value);
        }
    }
}
