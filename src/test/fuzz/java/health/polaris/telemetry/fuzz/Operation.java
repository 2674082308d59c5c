package health.polaris.telemetry.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * An operation of the document.
 *
 * @param path its path template
 * @param shared the parameters of all operations of the path
 * @param node its definition
 */
record Operation(ApiDocument document, String path, String method, JsonNode shared, JsonNode node) {
    private static final String JSON = "application/json";

    /** The parameters in {@code path}, {@code query} or {@code header}. */
    List<JsonNode> parameters(String place) {
        return Stream.concat(shared.valueStream(), node.path("parameters").valueStream())
                .map(document::resolve)
                .filter(parameter -> parameter.get("in").asString().equals(place))
                .toList();
    }

    /** The parameter with the owner's id, which is also the claim of the owner's token. */
    Optional<JsonNode> owner() {
        return parameters("path").stream().findFirst();
    }

    /** The collection of the record that the last path parameter identifies; empty if there is none. */
    Optional<String> collection() {
        return parameters("path").size() > 1 ? Optional.of(path.substring(0, path.lastIndexOf('/'))) : Optional.empty();
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** Whether the operation requires no token. */
    boolean isOpen() {
        return node.path("security").isArray() && node.get("security").isEmpty();
    }

    /** Whether the operation concerns the records of all people. */
    boolean isAcrossPeople() {
        return !isOpen() && owner().isEmpty();
    }

    /** Whether the operation changes the records of all people, which would disturb the other requests. */
    boolean isForAll() {
        return isAcrossPeople() && !reads();
    }

    boolean hasBody() {
        return node.has("requestBody");
    }

    JsonNode bodySchema() {
        return hasBody()
                ? document.resolve(document.resolve(node.get("requestBody"))
                        .path("content")
                        .path(JSON)
                        .path("schema"))
                : MissingNode.getInstance();
    }

    /** The keys of the body with their schemas. */
    Map<String, JsonNode> fields() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        bodySchema()
                .path("properties")
                .propertyStream()
                .forEach(field -> fields.put(field.getKey(), document.resolve(field.getValue())));
        return fields;
    }

    List<String> required() {
        return bodySchema()
                .path("required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    boolean isParameter(String key) {
        return parameters("path").stream()
                .anyMatch(parameter -> parameter.get("name").asString().equals(key));
    }

    /** The only success status. */
    int success() {
        return node.get("responses").propertyNames().stream()
                .filter(status -> status.startsWith("2"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    /** The definition of responses with this status; missing if undocumented. */
    JsonNode answer(int status) {
        return document.resolve(node.get("responses").path(Integer.toString(status)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
