package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import health.polaris.telemetry.local.LocalKeycloak;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Administrator of the Keycloak realm {@code telemetry}: creates users and rotates keys. */
public record RealmAdmin(String address) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEYS = "org.keycloak.keys.KeyProvider";

    void addClinician(String name, String password, String id) throws Exception {
        add(name, password, Map.of("clinician_id", List.of(id)), List.of());
    }

    /** Adds a user with the rights of a group. */
    void addMember(String name, String password, String group) throws Exception {
        add(name, password, Map.of(), List.of(group));
    }

    /** Adds a support user with the given right, or without a right if it is empty. */
    public void addSupport(String name, String password, String right) throws Exception {
        add(name, password, right.isEmpty() ? Map.of() : Map.of("gdm_scope", List.of(right)), List.of());
    }

    private void add(String name, String password, Map<String, ?> attributes, List<String> groups) throws Exception {
        post(
                "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@hospital.example.org",
                        "emailVerified",
                        true,
                        "attributes",
                        attributes,
                        "groups",
                        groups,
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", false))));
    }

    /** Sets the address of the console in the realm. */
    public void consoleAt(URI service) throws Exception {
        JsonNode found = JSON.readTree(
                        send(realm("/clients?clientId=telemetry-console")).body())
                .get(0);
        ((ObjectNode) found).putArray("redirectUris").add(service + "/console/*");
        ((ObjectNode) found).putArray("webOrigins").add(service.toString());
        put("/clients/" + found.get("id").asString(), found);
    }

    /** Sets the lifetime of new access tokens. */
    public void accessTokensLast(Duration time) throws Exception {
        put("", Map.of("accessTokenLifespan", time.toSeconds()));
    }

    /** Replaces the signing key. */
    void rotateKeys() throws Exception {
        JsonNode old = JSON.readTree(send(realm("/components?type=" + KEYS)).body());
        post(
                "/components",
                Map.of(
                        "name",
                        "new",
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        KEYS,
                        "config",
                        Map.of("priority", List.of("200"), "algorithm", List.of("RS256"), "keySize", List.of("2048"))));
        for (JsonNode component : old) {
            if (component.get("providerId").asString().equals("rsa-generated")) {
                send(realm("/components/" + component.get("id").asString()).DELETE());
            }
        }
    }

    private void post(String path, Map<String, ?> body) throws Exception {
        send(realm(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private void put(String path, Object body) throws Exception {
        send(realm(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder realm(String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(address + "/admin/realms/telemetry" + path))
                .header("Authorization", "Bearer " + token());
    }

    private String token() throws Exception {
        String form = "grant_type=password&client_id=admin-cli&username=" + LocalKeycloak.ADMIN + "&password="
                + URLEncoder.encode(LocalKeycloak.ADMIN, UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return JSON.readTree(send(request).body()).get("access_token").asString();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new AssertionError("Keycloak: " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
