package health.polaris.telemetry.fuzz;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer against the document and against what was sent. */
final class Judge {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROBLEM = "application/problem+json";

    private final ApiDocument document;

    Judge(ApiDocument document) {
        this.document = document;
    }

    /** What is wrong with the answer; empty when nothing is. */
    List<String> complaints(Message sent, Reply reply) {
        List<String> complaints = new ArrayList<>();
        if (reply.status() >= 500) {
            complaints.add("a fault of the service");
        }
        if (!sent.expected().contains(reply.status())) {
            complaints.add("expected one of " + sent.expected());
        }
        if (sent.mayBeRefusedByServer() && isOfServer(reply)) {
            return complaints;
        }
        complaints.addAll(sent.isDocumented() ? againstDocument(sent, reply) : ofHttp(reply));
        if (reply.isSuccess() && sent.expected().contains(reply.status()) && sent.isDocumented()) {
            complaints.addAll(lost(sent, reply.json()));
        }
        return complaints;
    }

    /** A refusal that the service has not made: without a body, or a page. */
    private static boolean isOfServer(Reply reply) {
        return reply.status() == 400 && !reply.mediaType().equals(PROBLEM);
    }

    private List<String> againstDocument(Message sent, Reply reply) {
        JsonNode answer = sent.operation.answer(reply.status());
        if (answer.isMissingNode()) {
            return List.of("a status that is not documented");
        }
        JsonNode content = answer.path("content");
        if (content.isEmpty() || sent.method.equals("HEAD")) {
            return reply.text().isEmpty() ? List.of() : List.of("a body where none is documented");
        }
        if (!content.has(reply.mediaType())) {
            return List.of("a media type that is not documented");
        }
        JsonNode schema = content.get(reply.mediaType()).get("schema");
        boolean isJson = reply.mediaType().endsWith("json");
        return document.faults(
                schema, isJson ? reply.json() : JSON.getNodeFactory().stringNode(reply.text()));
    }

    /** The document cannot speak of other paths and methods: those are refused as all else is, and OPTIONS has no body. */
    private List<String> ofHttp(Reply reply) {
        if (reply.isSuccess()) {
            return reply.text().isEmpty() && !reply.header("allow").isEmpty()
                    ? List.of()
                    : List.of("OPTIONS answers the header Allow and nothing else");
        }
        return reply.mediaType().equals(PROBLEM)
                ? document.faults(document.errorSchema(), reply.json())
                : List.of("an error that is no problem detail");
    }

    /** The keys that were sent and are not answered as they were sent. */
    private static List<String> lost(Message sent, JsonNode answer) {
        Map<String, JsonNode> known = sent.operation.fields();
        return sent.fields.entrySet().stream()
                .filter(field -> known.containsKey(field.getKey()))
                .filter(field -> !isSame(
                        known.get(field.getKey()), JSON.readTree(field.getValue()), answer.path(field.getKey())))
                .map(field -> "not answered as it was sent: " + field.getKey())
                .toList();
    }

    private static boolean isSame(JsonNode schema, JsonNode sent, JsonNode answered) {
        if (Values.isDate(schema)) {
            return answered.isString()
                    && OffsetDateTime.parse(answered.asString())
                            .isEqual(OffsetDateTime.parse(sent.asString()).truncatedTo(ChronoUnit.MILLIS));
        }
        if (sent.isNumber()) {
            return answered.isNumber() && Double.compare(answered.asDouble(), sent.asDouble()) == 0;
        }
        return sent.equals(answered);
    }
}
