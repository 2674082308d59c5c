package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Bodies that the document does not allow. */
final class BodyFaults {
    private static final List<String> NO_OBJECTS = List.of(
            "", " ", "[]", "[{}]", "null", "7", "\"x\"", "true", "{} {}", "{}]", "{,}", "<a/>", "{\"x\"}", "{x:1}");

    /** Lone bytes, halves, overlong forms, surrogates and what is beyond Unicode. */
    private static final List<String> NO_UTF_8 = List.of(
            "\u00FF",
            "\u0080",
            "\u00C3(",
            "\u00C0\u0080",
            "\u00C1\u0081",
            "\u00E0\u0080\u0081",
            "\u00ED\u00A0\u0080",
            "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
            "\u00F0\u0080\u0080\u0081",
            "\u00F4\u0090\u0080\u0080",
            "\u00F8\u0088\u0080\u0080\u0080");

    private static final int LIMIT = 64 * 1024;
    private static final int LONGEST_ID = 36;

    static final List<Fault> ALL = List.of(
            new Fault(BodyFaults::hasBody, BodyFaults::wrongValue),
            new Fault(BodyFaults::hasBody, BodyFaults::wrongValue),
            new Fault(message -> !message.operation.required().isEmpty(), BodyFaults::missing),
            new Fault(BodyFaults::isClosed, (message, random) -> {
                message.fields.put("x" + random.nextInt(1000), "1");
                message.spoil("an unknown key", 400);
            }),
            new Fault(message -> hasBody(message) && !isClosed(message), (message, random) -> {
                message.fields.put("x" + random.nextInt(1000), "[null,{\"uuid\":7}]");
                message.vary("an unknown key that is to be ignored");
            }),
            new Fault(BodyFaults::hasBody, (message, random) -> {
                String key = Choice.of(List.copyOf(message.operation.fields().keySet()), random);
                message.body("{\"" + key + "\":\"1\",\"" + key + "\":\"2\"" + rest(message));
                message.spoil("a key that stands twice", 400);
            }),
            new Fault(BodyFaults::hasBody, (message, random) -> {
                byte[] whole = message.body();
                message.body(Arrays.copyOf(whole, random.nextInt(whole.length)));
                message.spoil("half a body", 400);
            }),
            new Fault(BodyFaults::hasText, (message, random) -> {
                byte[] wrong = Choice.of(NO_UTF_8, random).getBytes(ISO_8859_1);
                String around = text(message, "\"HERE\"");
                message.body(
                        around.replace("HERE", new String(wrong, ISO_8859_1)).getBytes(ISO_8859_1));
                message.spoil("no UTF-8", 400);
            }),
            new Fault(BodyFaults::hasBody, (message, random) -> {
                message.body(Choice.of(NO_OBJECTS, random));
                message.spoil("no object", 400);
            }),
            new Fault(BodyFaults::hasBody, (message, random) -> {
                String open = random.nextBoolean() ? "[" : "{\"x\":";
                String key = random.nextBoolean() ? "x" : text(message);
                message.body("{\"" + key + "\":" + open.repeat(random.nextInt(60, 5000)));
                message.spoil("deep nesting", 400);
            }),
            new Fault(message -> hasText(message) && message.number % 40 == 0, (message, random) -> {
                message.body(text(message, '"' + "x".repeat(LIMIT + random.nextInt(100)) + '"'));
                message.spoil("a body that is too large", 413);
            }));

    private BodyFaults() {}

    private static boolean hasBody(Message message) {
        return message.operation.hasBody();
    }

    /** Whether other keys than the known ones are refused. */
    private static boolean isClosed(Message message) {
        return !message.operation.bodySchema().path("additionalProperties").asBoolean(true);
    }

    private static void wrongValue(Message message, RandomGenerator random) {
        var fields = message.operation.fields();
        String key = Choice.of(List.copyOf(fields.keySet()), random);
        String value = new Values(random).unfit(fields.get(key));
        message.fields.put(key, value);
        if (message.operation.isParameter(key)) {
            message.spoil("another owner in the body: " + key, 400, 403);
        } else {
            message.spoil("a wrong value: " + key, 400);
        }
    }

    private static void missing(Message message, RandomGenerator random) {
        String key = Choice.of(message.operation.required(), random);
        message.fields.remove(key);
        message.spoil("a key is missing: " + key, 400);
    }

    private static boolean hasText(Message message) {
        return message.operation.fields().values().stream().anyMatch(BodyFaults::isText);
    }

    private static boolean isText(JsonNode schema) {
        return schema.get("type").asString().equals("string")
                && !schema.has("format")
                && Values.most(schema) > LONGEST_ID;
    }

    private static String text(Message message) {
        return message.operation.fields().entrySet().stream()
                .filter(field -> isText(field.getValue()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The body with this value of a text, in plain characters otherwise. */
    private static String text(Message message, String value) {
        message.fields.put(text(message), value);
        return new String(message.json().getBytes(UTF_8), ISO_8859_1);
    }

    private static String rest(Message message) {
        return message.fields.isEmpty() ? "}" : "," + message.json().substring(1);
    }
}
