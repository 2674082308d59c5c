package health.polaris.telemetry.fuzz;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a response against the document and the request. */
final class ResponseChecker {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";

    private final ApiDocument document;

    ResponseChecker(ApiDocument document) {
        this.document = document;
    }

    /** The violations of a response; empty if it is correct. */
    List<String> violations(Message sent, Reply reply) {
        List<String> violations = new ArrayList<>();
        if (reply.status() >= 500) {
            violations.add("a server error");
        }
        if (!sent.expected().contains(reply.status())) {
            violations.add("expected one of " + sent.expected());
        }
        if (sent.mayBeRejectedByServer() && isOfServer(reply)) {
            return violations;
        }
        violations.addAll(sent.isDocumented() ? againstDocument(sent, reply) : ofHttp(reply));
        if (reply.isSuccess() && sent.expected().contains(reply.status()) && sent.isDocumented()) {
            violations.addAll(lost(sent, reply.json()));
        }
        return violations;
    }

    /** An error response of the server itself: without a problem detail. */
    private static boolean isOfServer(Reply reply) {
        return reply.status() == 400 && !reply.mediaType().equals(PROBLEM);
    }

    private List<String> againstDocument(Message sent, Reply reply) {
        JsonNode answer = sent.operation.answer(reply.status());
        if (answer.isMissingNode()) {
            return List.of("an undocumented status");
        }
        JsonNode content = answer.path("content");
        if (content.isEmpty() || sent.method.equals("HEAD")) {
            return reply.text().isEmpty() ? List.of() : List.of("an undocumented body");
        }
        if (!content.has(reply.mediaType())) {
            return List.of("an undocumented media type");
        }
        JsonNode schema = content.get(reply.mediaType()).get("schema");
        boolean isJson = reply.mediaType().endsWith("json");
        return document.faults(
                schema, isJson ? reply.json() : JSON.getNodeFactory().stringNode(reply.text()));
    }

    /** Undocumented paths and methods get a problem detail like any other error; OPTIONS gets no body. */
    private List<String> ofHttp(Reply reply) {
        if (reply.isSuccess()) {
            return reply.text().isEmpty() && !reply.header("allow").isEmpty()
                    ? List.of()
                    : List.of("OPTIONS must return only the header Allow");
        }
        return reply.mediaType().equals(PROBLEM)
                ? document.faults(document.errorSchema(), reply.json())
                : List.of("an error without a problem detail");
    }

    /** The keys whose values differ from those sent. */
    private static List<String> lost(Message sent, JsonNode answer) {
        Map<String, JsonNode> schemas = sent.operation.fields();
        return sent.fields.entrySet().stream()
                .filter(field -> schemas.containsKey(field.getKey()))
                .filter(field -> !isSame(
                        schemas.get(field.getKey()), JSON.readTree(field.getValue()), answer.path(field.getKey())))
                .map(field -> "not returned as sent: " + field.getKey())
                .toList();
    }

    private static boolean isSame(JsonNode schema, JsonNode sent, JsonNode returned) {
        if (Values.isDate(schema)) {
            return returned.isString()
                    && OffsetDateTime.parse(returned.asString())
                            .isEqual(OffsetDateTime.parse(sent.asString()).truncatedTo(ChronoUnit.MILLIS));
        }
        if (sent.isNumber()) {
            return returned.isNumber() && Double.compare(returned.asDouble(), sent.asDouble()) == 0;
        }
        return sent.equals(returned);
    }
}
