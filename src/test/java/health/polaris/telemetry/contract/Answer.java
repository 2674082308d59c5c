package health.polaris.telemetry.contract;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.body();
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The id of the record that was answered. */
    public String uuid() {
        return json().get("uuid").asString();
    }

    /** The sentence of a problem detail. */
    public String detail() {
        return json().get("detail").asString();
    }

    /** The header, or an empty text when there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
