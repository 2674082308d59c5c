package health.polaris.telemetry.monitoring;

import health.polaris.telemetry.settings.LogFormat;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes facts as one line, in the format that LOG_FORMAT names. Text is quoted as in JSON, so that no value breaks a line. */
@Dependent
class LogLine {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[0m";

    private final LogFormat format;

    @Inject
    LogLine(Settings settings) {
        this.format = settings.logFormat();
    }

    String of(Map<String, Object> facts) {
        return switch (format) {
            case JSON -> JSON.writeValueAsString(facts);
            case PLAIN -> pairs(facts, "", "");
            case COLOUR -> pairs(facts, BOLD, NORMAL);
        };
    }

    private static String pairs(Map<String, Object> facts, String before, String after) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + before + JSON.writeValueAsString(fact.getValue()) + after)
                .collect(Collectors.joining(" "));
    }
}
