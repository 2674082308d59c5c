package health.polaris.telemetry.fleet;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Records of some people that no other test knows: they are all of one product.
 *
 * @param product the product
 */
record Fleet(String product) {
    /** Nobody yet. */
    static Fleet empty() {
        return new Fleet("product " + UUID.randomUUID());
    }

    /** Nobody yet, with a product whose name begins with that of this one. */
    Fleet other() {
        return new Fleet(product + " too");
    }

    static Client support() {
        return Client.bearing(Tokens.system());
    }

    /** Somebody new. */
    static String person() {
        return UUID.randomUUID().toString();
    }

    /** Stores a record of this product. */
    Answer store(RecordKind kind, String person, Body body) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN))
                .post(kind.path(person), body.with("app_product", product));
    }

    /** Stores a patient's installation of a version, which is used from the morning of a day on. */
    Answer installed(String patient, String version, String day) {
        return store(
                RecordKind.PATIENT_INSTALLATION,
                patient,
                Body.patientInstallation()
                        .with("app_version", version)
                        .with("date_first_launched", day + "T08:00:00Z"));
    }

    /** Stores a clinician's installation of a version, which is used from the morning of a day on. */
    Answer installedOnComputer(String clinician, String version, String day) {
        return store(
                RecordKind.CLINICIAN_INSTALLATION,
                clinician,
                Body.clinicianInstallation().with("app_version", version).with("date_first_used", day + "T08:00:00Z"));
    }

    /** Somebody of support who would rather have a format of exports. */
    static Client support(String format) {
        return support().with("Accept", format);
    }

    /** The answer to support's question about this product. */
    Answer ask(String path, String... parameters) {
        return ask(support(), path, parameters);
    }

    /** The answer to somebody's question about this product. */
    Answer ask(Client somebody, String path, String... parameters) {
        return somebody.get(path + "?app_product=" + encoded(product) + query(parameters));
    }

    private static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int at = 0; at < parameters.length; at += 2) {
            query.append('&').append(parameters[at]).append('=').append(encoded(parameters[at + 1]));
        }
        return query.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The ids of the records on a page. */
    static List<String> ids(JsonNode page) {
        return page.valueStream().map(record -> record.get("uuid").asString()).toList();
    }

    /** Where the next page is, as the header Link says relatively to the page before; empty on the last. */
    static String next(Answer page) {
        String link = page.header("Link");
        return link.isEmpty() ? "" : link.substring(link.indexOf('<') + 1, link.indexOf('>'));
    }
}
