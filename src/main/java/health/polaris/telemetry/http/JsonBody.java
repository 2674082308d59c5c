package health.polaris.telemetry.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request, not yet parsed and never larger than {@link #LIMIT} bytes. */
public final class JsonBody {
    public static final int LIMIT = 1024 * 1024;

    private final byte[] bytes;

    private JsonBody(byte[] bytes) {
        this.bytes = bytes;
    }

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            String.class, "text",
            Double.class, "a number",
            Boolean.class, "true or false",
            OffsetDateTime.class, DateTimes.EXPECTED);

    /** Reads a body to its end; one over the limit is refused with 413. */
    public static JsonBody from(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new Refusal(413, "The body is larger than " + LIMIT + " bytes.");
        }
        return new JsonBody(bytes);
    }

    /** The value of this kind that the mapper makes of the body; a body it cannot read is refused with 400. */
    public <T> T read(JsonMapper mapper, Class<T> kind) {
        try {
            T value = mapper.readValue(bytes, kind);
            if (value == null) {
                throw Refusal.badRequest("The body must be a JSON object.");
            }
            return value;
        } catch (JacksonException fault) {
            throw Refusal.badRequest(explain(fault));
        }
    }

    private static String explain(JacksonException fault) {
        if (!(fault instanceof DatabindException)) {
            String where = fault.getLocation() == null
                    ? ""
                    : " at line " + fault.getLocation().getLineNr() + ", column "
                            + fault.getLocation().getColumnNr();
            return fault instanceof StreamConstraintsException
                    ? "The body is nested too deeply, or a name, text or number in it is too long."
                    : "The body is not well-formed JSON" + where + ", or a key stands in it twice.";
        }
        String field = fault.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        if (fault instanceof PropertyBindingException) {
            return field + ": unexpected key.";
        }
        if (field.isEmpty()) {
            return "The body must be a JSON object.";
        }
        Class<?> target = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : Object.class;
        String value = fault instanceof InvalidFormatException ? " (this value is not)" : "";
        return field + ": must be " + EXPECTED.getOrDefault(target, "a value of the documented type") + value + ".";
    }
}
