package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Headers that violate the document, and unusual headers that must be ignored. */
final class HeaderMutations {
    private static final String TYPE = "Content-Type";
    private static final List<String> OTHER_TYPES = List.of(
            "text/plain",
            "application/jsonx",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "text/json",
            "application/octet-stream",
            "*/*");
    private static final List<String> MALFORMED_TYPES =
            List.of("nonsense", "a/b/c", ";", "/json", "application/", "\u00E9");
    private static final List<String> JSON_TYPES = List.of(
            "application/json; charset=utf-8",
            "Application/JSON",
            "application/vnd.polaris+json",
            "application/json;x=\"y\"",
            "application/json ;charset=utf-8",
            "application/json\t;\tx",
            "application/json; q=\"a\\\"b\"",
            "application/json;;charset = utf-8;");
    private static final List<String> CODINGS =
            List.of("gzip", "x-gzip", "GZIP", "deflate", "br", "zstd", "compress", "gzip, gzip", "utf-8,gzip");
    private static final List<String> OTHER_CODINGS = List.of("identity", "utf-8", "nonsense", "", "\u00E9", "gzip2");
    private static final List<String> MALFORMED_HOSTS = List.of(
            "a b", "a/b", "a|b", "a@b", "{", "[zz]", "[::1", "?a", "#a", "a\\b", "%zz", "\u00E9", "a:b", "<a>",
            "\"a\"");
    private static final List<String> HOSTS =
            List.of("a", "a:", "a.example.org:1", "[2001:db8::1]:80", "my_host", "%41", "192.0.2.1", "a,b");
    private static final List<Map.Entry<String, String>> UNUSUAL = List.of(
            Map.entry("X-Request-ID", "caf\u00E9 \u00FF"),
            Map.entry("X-Request-ID", "a\tb"),
            Map.entry("X-Request-ID", "{${jndi:ldap://x}}<script>\"'"),
            Map.entry("X-Request-ID", "x".repeat(2000)),
            Map.entry("X-Client", "\u00DCber\"App\\"),
            Map.entry("X-Version", "\u0080\u009F"),
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "image/png;q=0"),
            Map.entry("Accept-Language", "\u00E9"),
            Map.entry("Accept-Charset", "utf-16"),
            Map.entry("Range", "bytes=0-1"),
            Map.entry("If-Modified-Since", "yesterday"),
            Map.entry("Cookie", "a=b; =; ;;\u00E9"),
            Map.entry("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"),
            Map.entry("Origin", "null"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("X-Forwarded-For", "a, b"),
            Map.entry("Forwarded", "for=;;"),
            Map.entry("X-Forwarded-Host", "evil.example.org"),
            Map.entry("X-Empty", ""));

    static final List<Mutation> ALL = List.of(
            new Mutation(any -> true, HeaderMutations::unusual),
            new Mutation(any -> true, HeaderMutations::unusual),
            new Mutation(message -> message.operation.reads(), (message, random) -> {
                message.headers.put("If-None-Match", random.nextBoolean() ? "*" : ",,\"x, W/");
                message.mutate("a wildcard or malformed tag", message.operation.success(), 304);
            }),
            new Mutation(any -> true, (message, random) -> {
                message.headers.remove("If-None-Match");
                message.headers.put("Accept", random.nextBoolean() ? "a/b/c, ;q=x" : "nonsense");
                message.mutate("a malformed Accept, which Open Liberty rejects", message.operation.success(), 400);
            }),
            new Mutation(message -> message.operation.reads(), (message, random) -> {
                message.headers.put(TYPE, RandomChoice.of(JSON_TYPES, random));
                if (isOfInstallation(message)) {
                    message.mutate("a GET of an installation with a JSON body", 400);
                } else {
                    message.mutateWithoutEffect("a GET with a JSON body");
                }
            }),
            new Mutation(message -> message.operation.hasBody(), (message, random) -> {
                message.headers.put(TYPE, RandomChoice.of(JSON_TYPES, random));
                message.mutateWithoutEffect("another JSON media type");
            }),
            new Mutation(message -> message.operation.hasBody(), (message, random) -> {
                message.headers.remove(TYPE);
                if (random.nextInt(3) > 0) {
                    message.headers.put(TYPE, RandomChoice.of(OTHER_TYPES, random));
                }
                message.mutate("a body of another type", 415);
            }),
            new Mutation(message -> message.operation.hasBody(), (message, random) -> {
                message.headers.put(TYPE, RandomChoice.of(MALFORMED_TYPES, random));
                message.mutate("a malformed media type", 400, 415);
            }),
            new Mutation(message -> message.operation.hasBody(), (message, random) -> {
                message.headers.put("Content-Encoding", RandomChoice.of(CODINGS, random));
                message.mutate("a body that is declared as compressed", 415);
            }),
            new Mutation(message -> message.operation.hasBody(), (message, random) -> {
                message.headers.put("Content-Encoding", RandomChoice.of(OTHER_CODINGS, random));
                message.mutateWithoutEffect("an ignored Content-Encoding");
            }),
            new Mutation(any -> true, (message, random) -> {
                message.headers.put("Host", RandomChoice.of(MALFORMED_HOSTS, random));
                message.markUndocumented();
                message.mutate("a malformed Host", 400);
            }),
            new Mutation(any -> true, (message, random) -> {
                message.headers.put("Host", RandomChoice.of(HOSTS, random));
                message.mutateWithoutEffect("another Host");
            }),
            new Mutation(HeaderMutations::isConditional, (message, random) -> {
                message.headers.remove("If-None-Match");
                message.headers.put(
                        "If-Match", RandomChoice.of(List.of("\"x\"", "nonsense", "", "W/\"x\"", ",,"), random));
                message.mutate("another state is expected", 412);
            }),
            new Mutation(message -> patterned(message) != null, (message, random) -> {
                JsonNode header = patterned(message);
                Pattern pattern = Pattern.compile(header.at("/schema/pattern").asString());
                String value = RandomChoice.of(
                        List.of("", "\"", "\"\"", "a b", "a\\b", "caf\u00E9", "\"a\"b\"", "x".repeat(256)), random);
                message.headers.put(header.get("name").asString(), value);
                message.mutate(
                        "a header that violates its pattern",
                        pattern.matcher(value).matches() ? message.operation.success() : 400);
            }));

    private HeaderMutations() {}

    private static boolean isOfInstallation(Message message) {
        String path = message.operation.path();
        return path.contains("/installation/") || path.endsWith("/latest_installation");
    }

    private static boolean isConditional(Message message) {
        return message.operation.parameters("header").stream()
                .anyMatch(header -> header.path("name").asString().equals("If-Match"));
    }

    private static void unusual(Message message, RandomGenerator random) {
        Map.Entry<String, String> header = RandomChoice.of(UNUSUAL, random);
        message.headers.put(header.getKey(), header.getValue());
        if (header.getKey().equals("Accept") && !message.operation.answer(406).isMissingNode()) {
            message.mutate("an Accept that matters", message.operation.success(), 406);
        } else {
            message.mutateWithoutEffect("an ignored header: " + header.getKey());
        }
    }

    private static JsonNode patterned(Message message) {
        return message.operation.parameters("header").stream()
                .filter(header -> header.path("schema").has("pattern"))
                .findFirst()
                .orElse(null);
    }
}
