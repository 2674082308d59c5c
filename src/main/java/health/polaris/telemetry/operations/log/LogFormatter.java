package health.polaris.telemetry.operations.log;

import health.polaris.telemetry.settings.LogFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Formats a log record as one line, according to LOG_FORMAT. Text is escaped as in JSON, so that client values cannot break a
 * line. A map as the first parameter adds fields.
 */
class LogFormatter extends Formatter {
    /** The id of the request on this thread, or null. */
    static final ThreadLocal<String> REQUEST_ID = new ThreadLocal<>();

    private static final JsonMapper JSON = new JsonMapper();
    /** Characters that JSON permits in a text, but that could change how a terminal or viewer shows the line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\n\t]]");

    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[0m";

    private final LogFormat format;

    LogFormatter(LogFormat format) {
        this.format = format;
    }

    @Override
    public String format(LogRecord record) {
        Map<String, Object> fields = fields(record);
        return switch (format) {
            case JSON -> json(fields);
            case PLAIN -> pairs(fields, "", "");
            case COLOUR -> pairs(fields, BOLD, NORMAL);
        };
    }

    /** Unlike the inherited method, independent of the locale of the JVM. */
    @Override
    public String formatMessage(LogRecord record) {
        String message = record.getMessage();
        return message.contains("{0")
                ? new MessageFormat(message, Locale.ROOT).format(record.getParameters())
                : message;
    }

    private Map<String, Object> fields(LogRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", record.getInstant().toString());
        fields.put("level", record.getLevel().getName());
        fields.put("logger", record.getLoggerName());
        fields.put("message", formatMessage(record));
        if (REQUEST_ID.get() != null) {
            fields.put("request_id", REQUEST_ID.get());
        }
        if (record.getParameters() != null && record.getParameters().length > 0) {
            if (record.getParameters()[0] instanceof Map<?, ?> more) {
                more.forEach((name, value) -> fields.put(name.toString(), value));
            }
        }
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            fields.put("trace", trace.toString());
        }
        return fields;
    }

    /** Joins the fields as text. Time, level and logger are not escaped, because clients do not control them. */
    private static String pairs(Map<String, Object> fields, String before, String after) {
        return fields.entrySet().stream()
                .map(field -> switch (field.getKey()) {
                    case "time", "level" -> field.getValue().toString();
                    case "logger" -> simple(field.getValue().toString()) + ":";
                    case "message" -> before + escaped(field.getValue().toString()) + after;
                    case "trace" ->
                        "\n"
                                + withoutControls(field.getValue().toString())
                                        .stripTrailing()
                                        .indent(4)
                                        .stripTrailing();
                    default -> field.getKey() + "=" + before + json(field.getValue()) + after;
                })
                .collect(Collectors.joining(" "));
    }

    private static String simple(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** Escapes as in JSON, without the enclosing quotes. */
    private static String escaped(String text) {
        String quoted = json(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String json(Object value) {
        return withoutControls(JSON.writeValueAsString(value));
    }

    private static String withoutControls(String text) {
        return CONTROL.matcher(text)
                .replaceAll(control -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) control.group().charAt(0)));
    }
}
