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

/**
 * Reads the body of a request when its caller has been let in, in bounded time. A body that does not arrive at once holds the thread of
 * its request; how many may do so is bounded, far below the number of threads, and so is how many of one caller may.
 */
@Provider
@Priority(Priorities.ENTITY_CODER) // after the authorization, because who is refused sends a body for nothing
public class RequestBodyFilter implements ContainerRequestFilter {
    /** The property of a request that tells its caller from others; without it nobody reads a body. */
    public static final String SENDER = RequestBodyFilter.class.getName();

    /** For the first part of a body, which mostly is the whole and has come with the head: for microseconds. */
    private static final CallerSlots FIRST_PARTS = new CallerSlots(96, 32);

    /** For the rest of a body that is still under way. */
    private static final CallerSlots FURTHER_PARTS = new CallerSlots(32, 4);

    private static final int RETRY_AFTER_SECONDS = 5;

    /** Of a long. */
    private static final int MOST_DIGITS = 18;

    static {
        GaugeWithCallback.builder()
                .name("http_request_bodies_arriving")
                .help("Requests that wait for their bodies")
                .callback(gauge -> gauge.call(FIRST_PARTS.taken() + FURTHER_PARTS.taken()))
                .register();
    }

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(SENDER) instanceof String sender && hasBody(request)) {
            requireLength(length(request));
            IncomingBody body = new IncomingBody(request.getEntityStream(), length(request), settings.limits());
            if (read(FIRST_PARTS, sender, body::readPart)) {
                read(FURTHER_PARTS, sender, body::readAll);
            }
            request.setEntityStream(body.content());
        }
    }

    /** Rejects a body that is announced as too large before any of it is read. */
    private void requireLength(long length) {
        int maxBytes = settings.limits().bodyBytes();
        if (length > maxBytes) {
            throw ProblemException.tooLarge("The body is larger than " + maxBytes + " bytes.")
                    .closing();
        }
    }

    private static boolean read(CallerSlots places, String sender, BooleanSupplier reading) {
        if (!places.take(sender)) {
            throw ProblemException.unavailable("Too many bodies arrive slowly. Try again later.", RETRY_AFTER_SECONDS)
                    .closing();
        }
        try {
            return reading.getAsBoolean();
        } finally {
            places.giveBack(sender);
        }
    }

    /** By its headers (RFC 9112 section 6.3): to ask the servers for it is to wait for it. */
    private static boolean hasBody(ContainerRequestContext request) {
        return length(request) > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }

    /** As announced, or -1; the servers have seen to it that it is a number. */
    private static long length(ContainerRequestContext request) {
        String text = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (text == null) {
            return -1;
        }
        return text.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
    }
}
