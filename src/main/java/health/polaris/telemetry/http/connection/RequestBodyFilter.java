package health.polaris.telemetry.http.connection;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Settings;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Reads the body of an authorized request within the time limit. Slow bodies hold request threads, so the number of
 * bodies being read is limited, in total and per caller.
 */
@Provider
@Priority(Priorities.ENTITY_CODER) // after authorization: the body of a rejected request is not read
public class RequestBodyFilter implements ContainerRequestFilter {
    /** Request property with the identity of the caller. Without it no body is read. */
    public static final String CALLER = RequestBodyFilter.class.getName();

    /** Slots for the first part of a body, which usually arrives with the headers and is the whole body. */
    private static final CallerSlots FIRST_PARTS = new CallerSlots(96, 32);

    /** Slots for the remaining parts. */
    private static final CallerSlots FURTHER_PARTS = new CallerSlots(32, 4);

    /** A compression of the HTTP Content Coding Registry, as an element of a list. */
    private static final Pattern COMPRESSION = Pattern.compile(
            "(?:^|,)\\s*(?:(?:x-)?gzip|deflate|(?:x-)?compress|br|zstd)\\s*(?:,|$)", Pattern.CASE_INSENSITIVE);

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final int MAX_LONG_DIGITS = 18;

    static {
        GaugeWithCallback.builder()
                .name("http_request_bodies_arriving")
                .help("Requests waiting for their bodies")
                .callback(gauge -> gauge.call(FIRST_PARTS.inUse() + FURTHER_PARTS.inUse()))
                .register();
    }

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(CALLER) instanceof String caller && hasBody(request)) {
            requireAllowedLength(length(request));
            requireUncompressed(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
            IncomingBody body = new IncomingBody(request.getEntityStream(), length(request), settings.limits());
            if (read(FIRST_PARTS, caller, body::readPart)) {
                read(FURTHER_PARTS, caller, body::readAll);
            }
            request.setEntityStream(body.content());
        }
    }

    /** Rejects a body by its announced length, before reading it. */
    private void requireAllowedLength(long length) {
        int maxBytes = settings.limits().bodyBytes();
        if (length > maxBytes) {
            throw ProblemException.bodyTooLarge(maxBytes).closing();
        }
    }

    /**
     * Rejects compressed bodies, because only some servers decompress them. Other codings are ignored, as in the
     * original service.
     */
    private static void requireUncompressed(String codings) {
        if (codings != null && COMPRESSION.matcher(codings).find()) {
            throw ProblemException.unsupportedEncoding(
                            "Compressed bodies are not supported: send the body uncompressed, without Content-Encoding.")
                    .closing();
        }
    }

    private static boolean read(CallerSlots slots, String caller, BooleanSupplier reading) {
        if (!slots.acquire(caller)) {
            throw ProblemException.unavailable(
                            "Too many request bodies are arriving slowly. Try again later.", RETRY_AFTER_SECONDS)
                    .closing();
        }
        try {
            return reading.getAsBoolean();
        } finally {
            slots.release(caller);
        }
    }

    /** Whether the headers announce a body (RFC 9112 section 6.3). Reading the stream would block. */
    private static boolean hasBody(ContainerRequestContext request) {
        return length(request) > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }

    /** Content-Length, or -1. The servers reject values that are not numbers. */
    private static long length(ContainerRequestContext request) {
        String text = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (text == null) {
            return -1;
        }
        return text.length() > MAX_LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
    }
}
