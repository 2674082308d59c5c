package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Request bodies that violate the document. */
final class BodyMutations {
    private static final List<String> NON_OBJECTS = List.of(
            "", " ", "[]", "[{}]", "null", "7", "\"x\"", "true", "{} {}", "{}]", "{,}", "<a/>", "{\"x\"}", "{x:1}");

    /** Lone bytes, truncated sequences, overlong forms, surrogates, and code points beyond Unicode. */
    private static final List<String> INVALID_UTF_8 = List.of(
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

    /** Sizes of a chunk. */
    private static final List<String> INVALID_SIZES =
            List.of("zz", "-1", "", "0x5", "+5", "1g", "fffffffffffffffff", "\u0000", "\u00FF", "5 5");

    private static final int LIMIT = 64 * 1024;
    private static final int MAX_ID_LENGTH = 36;

    static final List<Mutation> ALL = List.of(
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                String body = new String(message.body(), ISO_8859_1);
                int split = random.nextInt(1, body.length());
                chunked(message, chunk(body.substring(0, split)) + chunk(body.substring(split)) + "0\r\n\r\n");
                message.mutateWithoutEffect("chunks");
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                String body = new String(message.body(), ISO_8859_1);
                String begin = random.nextBoolean() ? "" : chunk(body);
                chunked(message, begin + RandomChoice.of(INVALID_SIZES, random) + "\r\n" + body + "\r\n0\r\n\r\n");
                message.allowServerRejection();
                message.mutate("an invalid size of a chunk", 400);
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                String body = new String(message.body(), ISO_8859_1);
                chunked(message, chunk(body).replaceFirst("\r\n", ";a=b\r\n") + "0\r\n\r\n");
                message.allowServerRejection();
                message.mutate("a chunk extension, which Payara rejects", message.operation.success(), 400);
            }),
            new Mutation(BodyMutations::hasBody, BodyMutations::wrongValue),
            new Mutation(BodyMutations::hasBody, BodyMutations::wrongValue),
            new Mutation(message -> !message.operation.required().isEmpty(), BodyMutations::missing),
            new Mutation(BodyMutations::isClosed, (message, random) -> {
                message.fields.put("x" + random.nextInt(1000), "1");
                message.mutate("an unknown key", 400);
            }),
            new Mutation(message -> hasBody(message) && !isClosed(message), (message, random) -> {
                message.fields.put("x" + random.nextInt(1000), "[null,{\"uuid\":7}]");
                message.mutateWithoutEffect("an ignored unknown key");
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                String key =
                        RandomChoice.of(List.copyOf(message.operation.fields().keySet()), random);
                message.body("{\"" + key + "\":\"1\",\"" + key + "\":\"2\"" + rest(message));
                message.mutate("a duplicate key", 400);
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                byte[] whole = message.body();
                message.body(Arrays.copyOf(whole, random.nextInt(whole.length)));
                message.mutate("a truncated body", 400);
            }),
            new Mutation(BodyMutations::hasText, (message, random) -> {
                byte[] invalid = RandomChoice.of(INVALID_UTF_8, random).getBytes(ISO_8859_1);
                String template = text(message, "\"HERE\"");
                message.body(template.replace("HERE", new String(invalid, ISO_8859_1))
                        .getBytes(ISO_8859_1));
                message.mutate("invalid UTF-8", 400);
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                message.body(RandomChoice.of(NON_OBJECTS, random));
                message.mutate("not an object", 400);
            }),
            new Mutation(BodyMutations::hasBody, (message, random) -> {
                String open = random.nextBoolean() ? "[" : "{\"x\":";
                String key = random.nextBoolean() ? "x" : text(message);
                message.body("{\"" + key + "\":" + open.repeat(random.nextInt(60, 5000)));
                message.mutate("deep nesting", 400);
            }),
            new Mutation(message -> hasText(message) && message.number % 40 == 0, (message, random) -> {
                message.body(text(message, '"' + "x".repeat(LIMIT + random.nextInt(100)) + '"'));
                message.mutate("a body that is too large", 413);
            }));

    private BodyMutations() {}

    private static void chunked(Message message, String chunks) {
        message.headers.put("Transfer-Encoding", "chunked");
        message.body(chunks.getBytes(ISO_8859_1));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static boolean hasBody(Message message) {
        return message.operation.hasBody();
    }

    /** Whether unknown keys are rejected. */
    private static boolean isClosed(Message message) {
        return !message.operation.bodySchema().path("additionalProperties").asBoolean(true);
    }

    private static void wrongValue(Message message, RandomGenerator random) {
        var fields = message.operation.fields();
        String key = RandomChoice.of(List.copyOf(fields.keySet()), random);
        String value = new Values(random).invalid(fields.get(key));
        message.fields.put(key, value);
        if (message.operation.isParameter(key)) {
            message.mutate("another owner in the body: " + key, 400, 403);
        } else {
            message.mutate("a wrong value: " + key, 400);
        }
    }

    private static void missing(Message message, RandomGenerator random) {
        String key = RandomChoice.of(message.operation.required(), random);
        message.fields.remove(key);
        message.mutate("a key is missing: " + key, 400);
    }

    private static boolean hasText(Message message) {
        return message.operation.fields().values().stream().anyMatch(BodyMutations::isText);
    }

    private static boolean isText(JsonNode schema) {
        return schema.get("type").asString().equals("string")
                && !schema.has("format")
                && Values.maxLength(schema) > MAX_ID_LENGTH;
    }

    private static String text(Message message) {
        return message.operation.fields().entrySet().stream()
                .filter(field -> isText(field.getValue()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The body with this value of a text field; all other characters are ASCII. */
    private static String text(Message message, String value) {
        message.fields.put(text(message), value);
        return new String(message.json().getBytes(UTF_8), ISO_8859_1);
    }

    private static String rest(Message message) {
        return message.fields.isEmpty() ? "}" : "," + message.json().substring(1);
    }
}
