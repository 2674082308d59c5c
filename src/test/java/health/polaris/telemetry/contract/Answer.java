package health.polaris.telemetry.contract;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response of the service. */
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

    /** The id of the record in the body. */
    public String uuid() {
        return json().get("uuid").asString();
    }

    /** The {@code detail} of the problem. */
    public String detail() {
        return json().get("detail").asString();
    }

    /** The first value of the header; empty if it is absent. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
