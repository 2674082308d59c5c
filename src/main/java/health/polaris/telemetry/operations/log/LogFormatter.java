package health.polaris.telemetry.operations.log;

import health.polaris.telemetry.settings.LogFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is logged as one line, in the format that LOG_FORMAT names. Text is quoted as in JSON, so that no value of a
 * client breaks a line. Facts that come with a record, as a map, stand beside its message.
 */
class LogFormatter extends Formatter {
    /** The request that this thread works on, if any. */
    static final ThreadLocal<String> REQUEST_ID = new ThreadLocal<>();

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[0m";

    private final LogFormat format;

    LogFormatter(LogFormat format) {
        this.format = format;
    }

    @Override
    public String format(LogRecord record) {
        Map<String, Object> facts = facts(record);
        return switch (format) {
            case JSON -> JSON.writeValueAsString(facts);
            case PLAIN -> pairs(facts, "", "");
            case COLOUR -> pairs(facts, BOLD, NORMAL);
        };
    }

    private Map<String, Object> facts(LogRecord record) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", record.getInstant().toString());
        facts.put("level", record.getLevel().getName());
        facts.put("logger", record.getLoggerName());
        facts.put("message", formatMessage(record));
        if (REQUEST_ID.get() != null) {
            facts.put("request_id", REQUEST_ID.get());
        }
        if (record.getParameters() != null && record.getParameters().length > 0) {
            if (record.getParameters()[0] instanceof Map<?, ?> more) {
                more.forEach((name, value) -> facts.put(name.toString(), value));
            }
        }
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            facts.put("trace", trace.toString());
        }
        return facts;
    }

    /** The first three as they are, for they are ours. */
    private static String pairs(Map<String, Object> facts, String before, String after) {
        return facts.entrySet().stream()
                .map(fact -> switch (fact.getKey()) {
                    case "time", "level" -> fact.getValue().toString();
                    case "logger" -> simple(fact.getValue().toString()) + ":";
                    case "message" -> before + escaped(fact.getValue().toString()) + after;
                    case "trace" ->
                        "\n"
                                + fact.getValue()
                                        .toString()
                                        .stripTrailing()
                                        .indent(4)
                                        .stripTrailing();
                    default -> fact.getKey() + "=" + before + JSON.writeValueAsString(fact.getValue()) + after;
                })
                .collect(Collectors.joining(" "));
    }

    private static String simple(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** As in JSON, but without the quotes around it. */
    private static String escaped(String text) {
        String quoted = JSON.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
