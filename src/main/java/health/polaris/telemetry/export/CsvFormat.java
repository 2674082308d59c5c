package health.polaris.telemetry.export;

import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.json.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * Comma-separated values (RFC 4180) with a header row. All texts are quoted, and protected against formula injection as
 * OWASP recommends (CSV injection): an apostrophe precedes each character that could start a formula, including one
 * after a character that a spreadsheet may interpret as the end of a cell.
 */
public final class CsvFormat implements ExportFormat {
    private static final String BYTE_ORDER_MARK = "bom";
    private static final String SPREADSHEET_FLAG = "spreadsheet";

    /** The query parameters of the format. */
    public static final List<String> PARAMETERS = List.of(BYTE_ORDER_MARK, SPREADSHEET_FLAG);

    private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";
    private static final String WHITE_SPACE = "\t\r";
    private static final String CELL_ENDS = ",;|\t\r\n\"";

    /** Maximum length of a text in a formula of Excel. */
    private static final int MAX_FORMULA_TEXT = 255;

    private static final CsvMapper PLAIN = mapper(CsvFormat::withoutFormula);
    private static final CsvMapper SPREADSHEET = mapper(CsvFormat::asFormula);

    private final ObjectWriter rows;
    private final boolean byteOrderMark;

    /** Returns the format that a request asks for. */
    public static CsvFormat of(List<String> columns, QueryParameters parameters) {
        return new CsvFormat(columns, parameters.flag(BYTE_ORDER_MARK), parameters.flag(SPREADSHEET_FLAG));
    }

    /**
     * Creates the format.
     *
     * @param byteOrderMark whether to start with a byte order mark, which tells Excel that the file is UTF-8
     * @param spreadsheet whether to write texts as formulas, so that a spreadsheet does not convert them to numbers or
     *     dates
     */
    CsvFormat(List<String> columns, boolean byteOrderMark, boolean spreadsheet) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        rows = ExportFormat.streaming((spreadsheet ? SPREADSHEET : PLAIN).writer(schema.build()));
        this.byteOrderMark = byteOrderMark;
    }

    private static CsvMapper mapper(UnaryOperator<String> escape) {
        return Json.configure(CsvMapper.builder(CsvFactory.builder()
                        .enable(CsvWriteFeature.ALWAYS_QUOTE_STRINGS)
                        .build()))
                .addModule(
                        new SimpleModule().addSerializer(new TextWriter(escape)).addSerializer(new ListWriter(escape)))
                .build();
    }

    @Override
    public String mediaType() {
        return AcceptNormalizer.CSV + ";charset=utf-8";
    }

    @Override
    public String fileExtension() {
        return "csv";
    }

    @Override
    public RecordWriter writer(OutputStream stream) {
        OutputStream marked = byteOrderMark ? new ByteOrderMarkStream(stream) : stream;
        // each row ends its own line
        return new RowWriter(rows.writeValues(marked), stream, "", message -> '"' + message + "\"\r\n");
    }

    /** Puts an apostrophe before each character that could start a formula. */
    private static String withoutFormula(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean startsFormula = at == 0
                    ? (FORMULA_STARTS + WHITE_SPACE).indexOf(character) >= 0
                    : FORMULA_STARTS.indexOf(character) >= 0 && CELL_ENDS.indexOf(text.charAt(at - 1)) >= 0;
            safe.append(startsFormula ? "'" : "").append(character);
        }
        return safe.toString();
    }

    /** Returns a formula for the text, or the text itself if it is too long for a formula. */
    private static String asFormula(String text) {
        String safe = withoutFormula(text);
        // LibreOffice shows a formula with a line break as it is
        return safe.length() > MAX_FORMULA_TEXT || safe.contains("\n")
                ? safe
                : "=\"" + safe.replace("\"", "\"\"") + '"';
    }

    private static final class TextWriter extends StdSerializer<String> {
        private final UnaryOperator<String> escape;

        TextWriter(UnaryOperator<String> escape) {
            super(String.class);
            this.escape = escape;
        }

        @Override
        public void serialize(String value, JsonGenerator csv, SerializationContext context) {
            csv.writeString(escape.apply(value));
        }
    }

    /** Writes a list as one text, with a space between its elements. */
    private static final class ListWriter extends StdSerializer<List<?>> {
        private final UnaryOperator<String> escape;

        ListWriter(UnaryOperator<String> escape) {
            super(List.class);
            this.escape = escape;
        }

        @Override
        public void serialize(List<?> value, JsonGenerator csv, SerializationContext context) {
            csv.writeString(escape.apply(value.stream().map(Object::toString).collect(Collectors.joining(" "))));
        }
    }

    /** Writes a byte order mark before the first byte. Nothing is sent earlier, so a failure can still be reported. */
    private static final class ByteOrderMarkStream extends FilterOutputStream {
        private static final byte[] MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

        private boolean started;

        ByteOrderMarkStream(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int value) throws IOException {
            start();
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            start();
            out.write(bytes, offset, length);
        }

        private void start() throws IOException {
            if (!started) {
                started = true;
                out.write(MARK);
            }
        }
    }
}
