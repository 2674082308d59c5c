package health.polaris.telemetry.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Valid and invalid JSON values for a schema. */
final class Values {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "6",
            "5.40",
            "1e3",
            "1E-3",
            "1e-400",
            "4.9e-324",
            "1.7976931348623157e308",
            "-1.7976931348623157E+308",
            "0.1000000000000000055511151231257827",
            "123456789012345678901234567890");
    private static final List<String> INVALID_NUMBERS = List.of(
            "1e999",
            "-1e309",
            "NaN",
            "Infinity",
            "05",
            "0x10",
            "1e",
            "+1",
            ".5",
            "--1",
            "1e99999999999",
            "\"5\"",
            "true");
    private static final List<String> INVALID_STRINGS = List.of(
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"x\\udfff\"",
            "\"\\uD83Dx\"",
            "\"\n\"",
            "\"\\x\"",
            "\"\\u12\"",
            "'x'",
            "7",
            "-1.5",
            "true",
            "x");
    private static final List<String> INVALID_BOOLEANS = List.of("0", "1", "\"true\"", "\"\"", "True", "tru");
    private static final List<String> INVALID_VALUES =
            List.of("null", "[]", "{}", "[\"x\"]", "{\"x\":1}", "undefined", "");

    private final RandomGenerator random;
    private final Texts texts;
    private final Dates dates;

    Values(RandomGenerator random) {
        this.random = random;
        this.texts = new Texts(random);
        this.dates = new Dates(random);
    }

    String valid(JsonNode schema) {
        return switch (schema.get("type").asString()) {
            case "string" -> quoted(isDate(schema) ? dates.any() : text(schema));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "number" ->
                random.nextBoolean() ? RandomChoice.of(NUMBERS, random) : Double.toString(random.nextDouble(-50, 50));
            default -> throw new IllegalArgumentException("unsupported schema " + schema);
        };
    }

    /** A valid, encoded value of a query parameter. */
    String inQuery(JsonNode schema) {
        if (schema.has("enum")) {
            return RandomChoice.of(
                    schema.get("enum").valueStream().map(JsonNode::asString).toList(), random);
        }
        String value =
                switch (schema.get("type").asString()) {
                    case "integer" ->
                        Integer.toString(random.nextInt(
                                schema.get("minimum").asInt(),
                                schema.get("maximum").asInt() + 1));
                    case "boolean" -> Boolean.toString(random.nextBoolean());
                    default ->
                        isDate(schema)
                                ? dates.any()
                                : isDay(schema) ? dates.any().substring(0, 10) : shortText(schema);
                };
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Bounded, because servers reject very long addresses. */
    private String shortText(JsonNode schema) {
        return texts.between(schema.path("minLength").asInt(0), Math.min(maxLength(schema), 100));
    }

    private static boolean isDay(JsonNode schema) {
        return schema.path("format").asString("").equals("date");
    }

    String invalid(JsonNode schema) {
        if (random.nextInt(4) == 0) {
            return RandomChoice.of(INVALID_VALUES, random);
        }
        return switch (schema.get("type").asString()) {
            case "string" -> invalidString(schema);
            case "boolean" -> RandomChoice.of(INVALID_BOOLEANS, random);
            default -> random.nextInt(8) == 0 ? "1".repeat(2000) : RandomChoice.of(INVALID_NUMBERS, random);
        };
    }

    private String invalidString(JsonNode schema) {
        if (isDate(schema) && random.nextInt(4) > 0) {
            return quoted(dates.none());
        }
        boolean limited = schema.has("maxLength") && random.nextInt(3) == 0;
        return limited
                ? quoted(texts.of(maxLength(schema) + random.nextInt(1, 9), point -> true))
                : RandomChoice.of(INVALID_STRINGS, random);
    }

    private String text(JsonNode schema) {
        return texts.between(schema.path("minLength").asInt(0), maxLength(schema));
    }

    static int maxLength(JsonNode schema) {
        return schema.path("maxLength").asInt(Integer.MAX_VALUE);
    }

    static boolean isDate(JsonNode schema) {
        return schema.path("format").asString("").equals("date-time");
    }

    /** A JSON string, with its characters as they are or escaped. */
    String quoted(String text) {
        String plain = JSON.writeValueAsString(text);
        if (random.nextInt(3) > 0) {
            return plain;
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
        return escaped.append('"').toString();
    }
}
