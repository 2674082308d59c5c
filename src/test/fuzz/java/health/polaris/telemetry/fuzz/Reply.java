package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A response.
 *
 * @param headers the headers by lower-case name
 */
record Reply(int status, Map<String, String> headers, String text) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 1500;

    static Reply of(int status, Map<String, String> headers, byte[] body) {
        return new Reply(status, headers, new String(body, UTF_8));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The media type without its parameters; empty if absent. */
    String mediaType() {
        return header("content-type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** The body; missing if it is not JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "response " + status + " " + headers + "\n" + text.substring(0, Math.min(text.length(), SHOWN));
    }
}
