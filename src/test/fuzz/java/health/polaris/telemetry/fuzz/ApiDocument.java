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

/** The OpenAPI document: operations, resolved references, and schema validators. */
final class ApiDocument {
    /** The paths of the FHIR interface, which HAPI FHIR tests instead. */
    private static final String FHIR = "/fhir/";

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
                .filter(path ->
                        !path.getKey().startsWith(FHIR)) // unknown parameters are ignored there, and errors differ
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
                .filter(operation ->
                        operation.method().equals(method) && operation.path().equals(path))
                .findFirst();
    }

    /** Resolves the references of a node, and merges its parts. */
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
                .filter(property -> !property.getKey().equals("allOf"))
                .forEach(property -> whole.set(property.getKey(), property.getValue()));
        return whole;
    }

    /** Violations of a schema of this document; empty if the value is valid. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return validators.computeIfAbsent(schema, this::validator).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    JsonNode errorSchema() {
        return document.at("/components/schemas/Error");
    }

    /**
     * Creates a validator of a schema outside the document. The components are copied, so that references to them
     * resolve.
     */
    private Schema validator(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.get("components"));
        return registry.getSchema(root);
    }
}
