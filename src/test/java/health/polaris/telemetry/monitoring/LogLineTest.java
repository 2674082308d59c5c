package health.polaris.telemetry.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.LogFormat;
import health.polaris.telemetry.settings.LogLevel;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The line of a request in each format. */
class LogLineTest {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    LogLineTest() {
        facts.put("status", 200);
        facts.put("route", "/running");
    }

    @Test
    void jsonIsOneObject() {
        assertThat(line(LogFormat.JSON)).isEqualTo("{\"status\":200,\"route\":\"/running\"}");
    }

    @Test
    void plainIsPairs() {
        assertThat(line(LogFormat.PLAIN)).isEqualTo("status=200 route=\"/running\"");
    }

    /** Values stand out at a terminal. */
    @Test
    void colourIsPairsWithEmphasis() {
        assertThat(line(LogFormat.COLOUR))
                .isEqualTo("status=\u001b[1m200\u001b[0m route=\u001b[1m\"/running\"\u001b[0m");
    }

    /** Nothing that a client sends can end the line or command a terminal. */
    @ParameterizedTest
    @EnumSource(names = {"JSON", "PLAIN"})
    void valueCannotBreakTheLine(LogFormat format) {
        facts.put("X-Client", "a\r\nstatus=500 \u001b[31m\" b");

        assertThat(line(format)).doesNotContain("\n", "\r", "\u001b").contains("\\r\\n", "\\\"");
    }

    private String line(LogFormat format) {
        return new LogLine(new Settings(
                        Environment.TEST,
                        new PlatformIssuer("http://platform/", "key", Optional.empty()),
                        Optional.empty(),
                        Duration.ZERO,
                        false,
                        LogLevel.INFO,
                        format,
                        Duration.ZERO))
                .of(facts);
    }
}
