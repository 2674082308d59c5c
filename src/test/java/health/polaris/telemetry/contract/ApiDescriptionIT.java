package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document matches the service, and the API explorer loads nothing from other hosts. */
class ApiDescriptionIT extends Contract {
    private final JsonNode document = Client.anonymous().get("/openapi.json").json();

    /** The document is served as JSON and as YAML, with equal content. */
    @Test
    void documentIsServedAsJsonAndYaml() {
        Answer yaml = Client.anonymous().get("/openapi.yaml");

        assertThat(yaml.status()).isEqualTo(200);
        assertThat(new YAMLMapper().readTree(yaml.text())).isEqualTo(document);
    }

    /** The server URL is relative, so the document is correct behind any proxy. */
    @Test
    void serverUrlIsRelative() {
        assertThat(document.at("/servers/0/url").asString()).doesNotContain("//");
    }

    /** The document lists exactly the operations of the service. */
    @Test
    void documentListsAllOperations() {
        Set<String> operations = document.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .filter(operation -> !operation.startsWith("PARAMETERS"))
                .collect(Collectors.toCollection(TreeSet::new));

        Stream<String> records = Stream.of(
                        "patient/{patient_id}/installation",
                        "clinician/{clinician_id}/installation",
                        "patient/{patient_id}/blood_glucose_meter")
                .flatMap(path -> {
                    String id = path.endsWith("meter") ? "/{meter_id}" : "/{installation_id}";
                    return Stream.concat(
                            Stream.of("POST ", "GET ", "PATCH ")
                                    .map(method -> method + "/dhos/v1/" + path + (method.equals("POST ") ? "" : id)),
                            Stream.of("GET /dhos/v1/" + path + id + "/history"));
                });
        List<String> others = List.of(
                "GET /dhos/v1/patient/{patient_id}/installation",
                "GET /dhos/v1/clinician/{clinician_id}/installation",
                "GET /dhos/v1/patient/{patient_id}/blood_glucose_meter",
                "GET /dhos/v1/installation",
                "GET /dhos/v1/blood_glucose_meter",
                "GET /dhos/v1/find",
                "GET /dhos/v1/analytics/adoption",
                "GET /dhos/v1/analytics/platforms",
                "GET /dhos/v1/analytics/activity",
                "GET /dhos/v1/analytics/meters",
                "GET /dhos/v1/analytics/changes",
                "GET /dhos/v1/analytics/outdated",
                "GET /dhos/v1/analytics/recall",
                "GET /dhos/v1/analytics/silent",
                "GET /dhos/v1/patient/{patient_id}/latest_installation",
                "GET /dhos/v1/clinician/{clinician_id}/latest_installation",
                "GET /dhos/v1/access_event",
                "GET /dhos/v1/patient/{patient_id}/access",
                "GET /dhos/v1/clinician/{clinician_id}/access",
                "GET /dhos/v1/patient/{patient_id}/everything",
                "GET /dhos/v1/clinician/{clinician_id}/everything",
                "POST /dhos/v1/patient/{patient_id}/erasure",
                "DELETE /dhos/v1/patient/{patient_id}/erasure",
                "PUT /dhos/v1/patient/{patient_id}/hold",
                "DELETE /dhos/v1/patient/{patient_id}/hold",
                "POST /dhos/v1/clinician/{clinician_id}/erasure",
                "DELETE /dhos/v1/clinician/{clinician_id}/erasure",
                "PUT /dhos/v1/clinician/{clinician_id}/hold",
                "DELETE /dhos/v1/clinician/{clinician_id}/hold",
                "GET /dhos/v1/erasure",
                "POST /dhos/v1/erasure/replay",
                "GET /dhos/v1/retention",
                "GET /fhir/metadata",
                "GET /fhir/.well-known/smart-configuration",
                "GET /fhir/Device",
                "GET /fhir/Device/{id}",
                "GET /fhir/Device/{id}/_history",
                "GET /fhir/Device/{id}/_history/{version}",
                "GET /fhir/AuditEvent",
                "GET /fhir/AuditEvent/{id}",
                "GET /running",
                "GET /version",
                "GET /healthcheck",
                "GET /metrics",
                "GET /openapi.json",
                "GET /openapi.yaml",
                "POST /drop_data");
        assertThat(operations)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(records, others.stream()).toList());
    }

    /** The service accepts the request examples of the document. */
    @ParameterizedTest
    @EnumSource
    void requestExamplesAreAccepted(RecordKind kind) {
        String person = UUID.randomUUID().toString();
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
        JsonNode schema = schema(name(kind) + "Request");

        StringBuilder body = new StringBuilder("{");
        schema.get("properties")
                .propertyStream()
                .forEach(field -> body.append(body.length() == 1 ? "" : ",")
                        .append('"' + field.getKey() + "\":" + example(field.getValue())));
        Answer created = owner.post(kind.path(person), body.append("}").toString());

        assertThat(created.status()).as(created.text()).isEqualTo(kind.created());
        assertThat(keys(schema.get("properties")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(kind.body().keys(), optional(kind))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Responses have exactly the keys of the document, all of them required. */
    @ParameterizedTest
    @EnumSource
    void responsesMatchTheirSchema(RecordKind kind) {
        String person = UUID.randomUUID().toString();
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));

        JsonNode created = owner.post(kind.path(person), kind.body()).json();

        assertThat(created.propertyNames()).containsExactlyInAnyOrderElementsOf(required(name(kind) + "Response"));
    }

    /** A history and its versions have exactly the keys of the document. */
    @ParameterizedTest
    @EnumSource
    void historiesMatchTheirSchema(RecordKind kind) {
        String person = UUID.randomUUID().toString();
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
        String id = owner.post(kind.path(person), kind.body()).uuid();

        JsonNode history = owner.get(kind.path(person) + "/" + id + "/history").json();

        assertThat(history.propertyNames()).containsExactlyInAnyOrderElementsOf(required(name(kind) + "History"));
        assertThat(history.at("/versions/0").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(required(name(kind) + "Response"), required("RecordVersion"))
                                .flatMap(List::stream)
                                .toList());
    }

    /** Access events have exactly the keys of the document. */
    @Test
    void accessEventsMatchTheirSchema() {
        Client auditor = Client.bearing(Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit"));
        auditor.get("/dhos/v1/access_event");

        assertThat(auditor.get("/dhos/v1/access_event").json().get(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(required("AccessEvent"));
    }

    /** Everything about a person has exactly the parts of the document, also in the example. */
    @ParameterizedTest
    @CsvSource({"patient, EverythingOfPatient", "clinician, EverythingOfClinician"})
    void everythingMatchesItsSchema(String kind, String schema) {
        String person = UUID.randomUUID().toString();
        JsonNode everything = Client.bearing(Tokens.of(kind + "_id", person, Tokens.OWN))
                .get("/dhos/v1/" + kind + "/" + person + "/everything")
                .json();

        assertThat(everything.propertyNames()).containsExactlyElementsOf(required(schema));
        assertThat(document.at("/components/examples/" + schema + "/value").propertyNames())
                .containsExactlyElementsOf(required(schema));
    }

    /** A preview of retention has exactly the keys of the document. */
    @Test
    void retentionMatchesItsSchema() {
        JsonNode preview = Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"))
                .get("/dhos/v1/retention")
                .json();

        assertThat(preview.propertyNames()).containsExactlyInAnyOrderElementsOf(required("RetentionPreview"));
        assertThat(preview.get("settings").propertyNames())
                .containsExactlyInAnyOrderElementsOf(required("RetentionSettings"));
    }

    /** Problem details and the health check match their schemas. */
    @Test
    void problemsAndHealthMatchTheirSchemas() {
        assertThat(Client.anonymous().get("/nothing").json().propertyNames())
                .containsExactlyInAnyOrderElementsOf(required("Error"));
        JsonNode check = Client.anonymous().get("/healthcheck").json();
        assertThat(check.propertyNames()).containsExactlyInAnyOrderElementsOf(required("Healthcheck"));
        assertThat(check.at("/results/0").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        texts(schema("Healthcheck").at("/properties/results/items/required")));
    }

    /**
     * The explorer's page, script and style are served by the service. Its content security policy forbids other
     * hosts.
     */
    @ParameterizedTest
    @CsvSource({
        "/ui/, text/html",
        "/ui/ui.js, text/javascript",
        "/ui/swagger-ui-bundle.js, text/javascript",
        "/ui/swagger-ui.css, text/css",
        "/ui/favicon-32x32.png, image/png"
    })
    void explorerIsServed(String path, String type) {
        Answer answer = Client.anonymous().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'self';");
    }

    /** The address without the trailing slash redirects relatively, which works behind any proxy. */
    @Test
    void explorerRedirectsToItsSlash() {
        Answer answer = Client.anonymous().with("X-Forwarded-Proto", "https").get("/ui");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("ui/");
    }

    /** Only the explorer's files are served below its path. */
    @ParameterizedTest
    @CsvSource({"/ui/other.js", "/ui/..%2Fbuild.properties", "/ui/build.properties", "/ui/a/b.js"})
    void otherFilesAreNotServed(String path) {
        assertThat(Client.anonymous().get(path).status()).isBetween(400, 404);
    }

    /** Fields that the original service does not have. Responses have them only if they are known. */
    private static List<String> optional(RecordKind kind) {
        return kind == RecordKind.BLOOD_GLUCOSE_METER
                ? List.of("manufacturer", "model", "firmware_version")
                : List.of();
    }

    private static String name(RecordKind kind) {
        return switch (kind) {
            case PATIENT_INSTALLATION -> "PatientInstallation";
            case CLINICIAN_INSTALLATION -> "ClinicianInstallation";
            case BLOOD_GLUCOSE_METER -> "BloodGlucoseMeter";
        };
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private JsonNode example(JsonNode field) {
        JsonNode resolved =
                field.has("$ref") ? document.at(field.get("$ref").asString().substring(1)) : field;
        assertThat(resolved.has("example")).as(field.toString()).isTrue();
        return resolved.get("example");
    }

    private List<String> required(String schema) {
        JsonNode whole = schema(schema);
        if (!whole.has("allOf")) {
            return texts(whole.get("required"));
        }
        return whole.get("allOf")
                .valueStream()
                .map(part -> part.has("$ref")
                        ? document.at(part.get("$ref").asString().substring(1))
                        : part)
                .flatMap(part -> texts(part.get("required")).stream())
                .toList();
    }

    private static List<String> keys(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
