package health.polaris.telemetry.contract;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String text() {
        return response.body();
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The id of the record that was answered. */
    String uuid() {
        return json().get("uuid").asString();
    }

    /** The sentence of a problem detail. */
    String detail() {
        return json().get("detail").asString();
    }

    /** The header, or an empty text when there is none. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
