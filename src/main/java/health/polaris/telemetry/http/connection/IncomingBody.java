package health.polaris.telemetry.http.connection;

import health.polaris.telemetry.http.problem.Causes;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Receives a request body within time and size limits. */
final class IncomingBody {
    private static final int PART_BYTES = 8_192;

    private final InputStream stream;
    private final Limits limits;

    /** Content-Length; negative if absent. */
    private final long length;

    private final long deadline;
    private final byte[] part;
    private final ByteArrayOutputStream bytes;

    IncomingBody(InputStream stream, long length, Limits limits) {
        this.stream = stream;
        this.length = length;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.bodyTimeout().toNanos();
        this.part = new byte[length < 0 ? PART_BYTES : (int) Math.min(length, PART_BYTES)];
        this.bytes = new ByteArrayOutputStream(part.length);
    }

    /**
     * Waits for the next part.
     *
     * @return whether more parts follow
     * @throws ProblemException with 408 after the time-out, 400 if the body is incomplete
     */
    boolean readPart() {
        int count;
        try {
            count = stream.read(part);
        } catch (IOException fault) {
            throw isTimeout(fault) ? timedOut() : incomplete();
        }
        if (count > 0) {
            bytes.write(part, 0, count);
        }
        boolean more = count >= 0 && bytes.size() != length && bytes.size() <= limits.bodyBytes();
        if (more && System.nanoTime() > deadline) {
            throw timedOut();
        }
        if (count < 0 && bytes.size() < length) {
            throw incomplete();
        }
        return more;
    }

    /**
     * Waits for all remaining parts.
     *
     * @return false, because no parts remain
     */
    boolean readAll() {
        boolean more = true;
        while (more) {
            more = readPart();
        }
        return more;
    }

    InputStream content() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** The servers have their own exception types for a read time-out. */
    private static boolean isTimeout(IOException fault) {
        return Causes.of(fault)
                .anyMatch(cause -> cause.getClass().getSimpleName().contains("Timeout"));
    }

    private ProblemException timedOut() {
        return ProblemException.timeout(
                        "The body did not arrive within " + limits.bodyTimeout().toSeconds() + " seconds.")
                .closing();
    }

    private static ProblemException incomplete() {
        return ProblemException.badRequest("The body is incomplete or malformed.")
                .closing();
    }
}
