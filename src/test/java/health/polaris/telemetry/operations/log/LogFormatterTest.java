package health.polaris.telemetry.operations.log;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.settings.LogFormat;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Content of log lines, by format. */
class LogFormatterTest {
    private static final String FORGED = "a\r\nlevel=SEVERE \u001b[31m\" b\u0085c\u009b31m\u007f\u2028\u202e";

    private final Map<String, Object> facts = new LinkedHashMap<>(Map.of("status", 200));
    private final LogRecord record = new LogRecord(Level.INFO, "request");

    LogFormatterTest() {
        record.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        record.setLoggerName("health.polaris.telemetry.operations.log.RequestLog");
        record.setParameters(new Object[] {facts});
    }

    @AfterEach
    void endOfRequest() {
        LogFormatter.REQUEST_ID.remove();
    }

    @Test
    void jsonIsOneObject() {
        assertThat(line(LogFormat.JSON))
                .isEqualTo("{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\","
                        + "\"logger\":\"health.polaris.telemetry.operations.log.RequestLog\",\"message\":\"request\","
                        + "\"status\":200}");
    }

    @Test
    void plainIsPairs() {
        assertThat(line(LogFormat.PLAIN)).isEqualTo("2026-01-02T03:04:05.678Z INFO RequestLog: request status=200");
    }

    /** Values are highlighted on a terminal. */
    @Test
    void colourIsPairsWithEmphasis() {
        assertThat(line(LogFormat.COLOUR))
                .endsWith("RequestLog: \u001b[1mrequest\u001b[0m status=\u001b[1m200\u001b[0m");
    }

    /** Each line logged during a request has the request's id. */
    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void linesOfARequestHaveItsId(LogFormat format) {
        LogFormatter.REQUEST_ID.set("id-4711");

        assertThat(line(format)).contains("request_id").contains("id-4711");
    }

    /** Client input can neither end the line nor send terminal commands, as a value or within a message. */
    @ParameterizedTest
    @EnumSource(names = {"JSON", "PLAIN"})
    void clientCannotBreakTheLine(LogFormat format) {
        facts.put("X-Client", FORGED);
        record.setMessage(FORGED);
        LogFormatter.REQUEST_ID.set(FORGED);

        assertThat(line(format))
                .doesNotContain("\n", "\r", "\u001b", "\u0085", "\u009b", "\u007f", "\u2028", "\u202e")
                .contains("\\r\\n", "\\\"", "\\u0085c");
    }

    /** A stack trace is a value in JSON, and indented below the line in other formats. */
    @Test
    void traceBelongsToItsLine() {
        record.setThrown(new IllegalStateException(FORGED));

        JsonNode line = new JsonMapper().readTree(line(LogFormat.JSON));
        assertThat(line.get("trace").asString()).contains("IllegalStateException", "LogFormatterTest");
        assertThat(line(LogFormat.PLAIN).lines().skip(1)).isNotEmpty().allMatch(below -> below.startsWith("    "));
        assertThat(line(LogFormat.PLAIN)).doesNotContain("\r", "\u001b", "\u0085", "\u009b");
    }

    /** Numbers have the same digits in every locale. */
    @Test
    void numberDoesNotDependOnTheLocale() {
        Locale usual = Locale.getDefault();
        record.setMessage("Waiting for {0} requests");
        record.setParameters(new Object[] {1234});
        try {
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));

            assertThat(line(LogFormat.PLAIN)).contains("Waiting for 1,234 requests");
        } finally {
            Locale.setDefault(usual);
        }
    }

    private String line(LogFormat format) {
        return new LogFormatter(format).format(record);
    }
}
