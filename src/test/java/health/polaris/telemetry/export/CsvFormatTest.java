package health.polaris.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** CSV in spreadsheets with any separator. */
class CsvFormatTest {
    private static final int TEXTS = 20_000;
    private static final String CHARACTERS = "=+-@\uff1d,;|\t\r\n\"' ab1";

    /** A cell of a spreadsheet that takes any of these characters for a separator and ignores quotes. */
    private static final Pattern CELL = Pattern.compile("[^,;|\\t\\r\\n]+");

    private final Random random = new Random(1);

    /** No cell starts with a formula, whatever the separator. */
    @Test
    void noCellStartsAFormula() {
        String csv = csv(new CsvFormat(List.of("text"), false, false), texts());

        Matcher cells = CELL.matcher(csv);
        while (cells.find()) {
            assertThat(cells.group().replaceFirst("^\"+", "")).doesNotMatch("(?s)[=+\\-@\uff1d].*");
        }
    }

    /** Only apostrophes are added to a text, and a reader of CSV finds all texts. */
    @Test
    void onlyApostrophesAreAdded() {
        List<String> texts = texts();

        List<String> read = read(csv(new CsvFormat(List.of("text"), false, false), texts));

        assertThat(withoutApostrophes(read)).isEqualTo(withoutApostrophes(texts));
    }

    /** For a spreadsheet, each text is one formula: a string literal without an unescaped quote. */
    @Test
    void spreadsheetHasStringLiterals() {
        List<String> texts =
                texts().stream().filter(text -> !text.contains("\n")).toList();

        List<String> read = read(csv(new CsvFormat(List.of("text"), false, true), texts));

        assertThat(read).allMatch(cell -> cell.matches("(?s)=\"([^\"]|\"\")*\""));
        assertThat(withoutApostrophes(read.stream()
                        .map(cell -> cell.substring(2, cell.length() - 1).replace("\"\"", "\""))
                        .toList()))
                .isEqualTo(withoutApostrophes(texts));
    }

    /** A text of several lines stays as it is, with apostrophes. */
    @Test
    void textOfSeveralLinesIsNoFormula() {
        assertThat(read(csv(new CsvFormat(List.of("text"), false, true), List.of("1\n=1"))))
                .containsExactly("1\n'=1");
    }

    /** A text that is too long for a formula stays as it is. */
    @Test
    void longTextIsNoFormula() {
        assertThat(csv(new CsvFormat(List.of("text"), false, true), List.of("1".repeat(255), "1".repeat(256))))
                .contains("\"=\"\"" + "1".repeat(255) + "\"\"\"\r\n", "\"" + "1".repeat(256) + "\"\r\n");
    }

    /** The byte order mark comes first, once. */
    @Test
    void byteOrderMarkComesFirst() {
        String csv = csv(new CsvFormat(List.of("text"), true, false), List.of("a", "b"));

        assertThat(csv).isEqualTo("\ufeff\"text\"\r\n\"a\"\r\n\"b\"\r\n");
    }

    private List<String> texts() {
        return Stream.generate(() -> random.ints(random.nextInt(1, 8), 0, CHARACTERS.length())
                        .mapToObj(at -> CHARACTERS.substring(at, at + 1))
                        .collect(Collectors.joining()))
                .limit(TEXTS)
                .toList();
    }

    private static String csv(CsvFormat format, List<String> texts) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        RecordWriter rows = format.writer(stream);
        try {
            for (String text : texts) {
                rows.write(Map.of("text", text));
            }
            rows.end();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static List<String> read(String csv) {
        return new CsvMapper()
                        .readerFor(String[].class)
                        .with(CsvReadFeature.WRAP_AS_ARRAY)
                        .<String[]>readValues(csv)
                        .readAll()
                        .stream()
                        .skip(1)
                        .map(row -> row[0])
                        .toList();
    }

    private static List<String> withoutApostrophes(List<String> texts) {
        return texts.stream().map(text -> text.replace("'", "")).toList();
    }
}
