package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records of one product. Each test has its own product, so that tests do not see each other's records.
 *
 * @param product the product
 */
public record TestFleet(String product) {
    /** A new product without records. */
    public static TestFleet empty() {
        return new TestFleet("product " + UUID.randomUUID());
    }

    /** A new product without records, whose name starts with the name of this one. */
    public TestFleet other() {
        return new TestFleet(product + " too");
    }

    public static Client support() {
        return Client.bearing(Tokens.system());
    }

    /** A new person. */
    public static String person() {
        return UUID.randomUUID().toString();
    }

    /** Stores a record of this product. */
    public Answer store(RecordKind kind, String person, Body body) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN))
                .post(kind.path(person), body.with("app_product", product));
    }

    /** Stores a patient's installation of a version, first used in the morning of the given day. */
    public Answer installed(String patient, String version, String day) {
        return store(
                RecordKind.PATIENT_INSTALLATION,
                patient,
                Body.patientInstallation()
                        .with("app_version", version)
                        .with("date_first_launched", day + "T08:00:00Z"));
    }

    /** Stores a clinician's installation of a version, first used in the morning of the given day. */
    public Answer installedOnComputer(String clinician, String version, String day) {
        return store(
                RecordKind.CLINICIAN_INSTALLATION,
                clinician,
                Body.clinicianInstallation().with("app_version", version).with("date_first_used", day + "T08:00:00Z"));
    }

    /** A support user that accepts an export format. */
    public static Client support(String format) {
        return support().with("Accept", format);
    }

    /** Queries this product as a support user. */
    public Answer ask(String path, String... parameters) {
        return ask(support(), path, parameters);
    }

    /** Queries this product as the given client. */
    public Answer ask(Client client, String path, String... parameters) {
        return client.get(path + "?app_product=" + encoded(product) + query(parameters));
    }

    private static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int at = 0; at < parameters.length; at += 2) {
            query.append('&').append(parameters[at]).append('=').append(encoded(parameters[at + 1]));
        }
        return query.toString();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The ids of the records on a page. */
    public static List<String> ids(JsonNode page) {
        return page.valueStream().map(record -> record.get("uuid").asString()).toList();
    }

    /** The records of a page of a search, as single reads return them: without the time when the person was last heard of. */
    public static Stream<JsonNode> records(JsonNode page) {
        return page.valueStream().map(record -> {
            ObjectNode copy = (ObjectNode) record.deepCopy();
            assertThat(copy.remove("last_heard")).isNotNull();
            return copy;
        });
    }

    /** The query string of the next page from the {@code Link} header; empty on the last page. */
    public static String next(Answer page) {
        String link = page.header("Link");
        return link.isEmpty() ? "" : link.substring(link.indexOf('<') + 1, link.indexOf('>'));
    }
}
