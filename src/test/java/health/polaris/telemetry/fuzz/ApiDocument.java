package health.polaris.telemetry.fuzz;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document: its operations, what its references mean, and validators of its schemas. */
final class ApiDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi30(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<JsonNode, Schema> validators = new ConcurrentHashMap<>();
    private final JsonNode document;
    private final List<Operation> operations;

    ApiDocument(JsonNode document) {
        this.document = document;
        this.operations = document.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> new Operation(
                                this,
                                path.getKey(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getValue().path("parameters"),
                                entry.getValue())))
                .toList();
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(known -> known.method().equals(method) && known.path().equals(path))
                .findFirst();
    }

    /** What a node says when its references are followed and its parts are put together. */
    JsonNode resolve(JsonNode node) {
        if (node.has("$ref")) {
            return resolve(document.at(node.get("$ref").asString().substring(1)));
        }
        if (!node.has("allOf")) {
            return node;
        }
        ObjectNode whole = JSON.createObjectNode();
        node.get("allOf").valueStream().map(this::resolve).forEach(part -> whole.setAll((ObjectNode) part));
        node.propertyStream()
                .filter(own -> !own.getKey().equals("allOf"))
                .forEach(own -> whole.set(own.getKey(), own.getValue()));
        return whole;
    }

    /** What is wrong with a value by a schema of this document; empty when nothing is. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return validators.computeIfAbsent(schema, this::validator).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    JsonNode errorSchema() {
        return document.at("/components/schemas/Error");
    }

    /** The schema is taken out of the document, but its references lead into the components beside it. */
    private Schema validator(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.get("components"));
        return registry.getSchema(root);
    }
}
