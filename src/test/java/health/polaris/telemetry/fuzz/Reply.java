package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer.
 *
 * @param headers by their names in small letters
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

    /** The media type without its parameters; empty when there is none. */
    String mediaType() {
        return header("content-type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** The body; missing when it is no JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "answer " + status + " " + headers + "\n" + text.substring(0, Math.min(text.length(), SHOWN));
    }
}
