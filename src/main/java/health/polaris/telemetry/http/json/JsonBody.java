package health.polaris.telemetry.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;

/** An unparsed request body of limited size. */
public final class JsonBody {
    private static final String NO_OBJECT = "The body must be a JSON object.";

    private final String text;

    private JsonBody(String text) {
        this.text = text;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException with 413 if it has more than {@code maxBytes}, with 415 if it is not declared as JSON
     */
    static JsonBody from(InputStream stream, MediaType type, int maxBytes) throws IOException {
        byte[] bytes = stream.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw ProblemException.bodyTooLarge(maxBytes);
        }
        if (bytes.length > 0 && !isJson(type)) {
            throw ProblemException.unsupportedMediaType("The Content-Type of the body must be application/json.");
        }
        return new JsonBody(text(bytes));
    }

    /**
     * Rejects malformed UTF-8: Jackson decodes overlong forms, which RFC 3629 section 3 forbids. Ignores a byte order mark (RFC
     * 8259 section 8.1).
     */
    private static String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw ProblemException.badRequest("The body is not well-formed UTF-8.");
        }
    }

    /** Whether a type is {@code application/json} or has the suffix {@code +json} (RFC 6839). */
    public static boolean isJson(MediaType type) {
        return type.getType().equalsIgnoreCase("application")
                && (type.getSubtype().equalsIgnoreCase("json")
                        || type.getSubtype().toLowerCase(Locale.ROOT).endsWith("+json"));
    }

    /**
     * Maps the body to a type.
     *
     * @throws ProblemException with 400 if the body does not match the type
     */
    public <T> T read(JsonMapper mapper, Class<T> type) {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw ProblemException.badRequest(NO_OBJECT);
            }
            return value;
        } catch (DatabindException fault) {
            throw ProblemException.badRequest(explain(fault));
        } catch (StreamConstraintsException excess) {
            throw ProblemException.badRequest("The body is nested too deeply, or a name or number in it is too long.");
        } catch (StreamReadException malformed) {
            throw ProblemException.badRequest("The body is not well-formed JSON" + location(malformed) + ".");
        }
    }

    private static String explain(DatabindException fault) {
        String field = fault.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        if (fault.getPath().isEmpty()) {
            return NO_OBJECT;
        }
        if (fault instanceof PropertyBindingException) {
            return field + ": unexpected key.";
        }
        Class<?> target = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : Object.class;
        return field + ": must be " + Json.expected(target) + ".";
    }

    /** The position of a syntax error or duplicate key. */
    private static String location(StreamReadException fault) {
        TokenStreamLocation at = fault.getLocation();
        String key = fault.processor() == null ? null : fault.processor().currentName();
        return (key == null ? "" : ", or it repeats the key \"" + key + "\",") + " at line " + at.getLineNr()
                + ", column " + at.getColumnNr();
    }
}
