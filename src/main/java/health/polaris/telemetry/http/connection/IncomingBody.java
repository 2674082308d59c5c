package health.polaris.telemetry.http.connection;

import health.polaris.telemetry.http.problem.Causes;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request while it is received: for no longer than is allowed, and not much further than it may be long. */
final class IncomingBody {
    private static final int PART_BYTES = 8_192;

    private final InputStream stream;
    private final Limits limits;

    /** As announced; negative if it was not. */
    private final long length;

    private final long latest;
    private final byte[] part;
    private final ByteArrayOutputStream bytes;

    IncomingBody(InputStream stream, long length, Limits limits) {
        this.stream = stream;
        this.length = length;
        this.limits = limits;
        this.latest = System.nanoTime() + limits.bodyTimeout().toNanos();
        this.part = new byte[length < 0 ? PART_BYTES : (int) Math.min(length, PART_BYTES)];
        this.bytes = new ByteArrayOutputStream(part.length);
    }

    /**
     * Waits for its next part; false if it is the last.
     *
     * @throws ProblemException with 408 when there is none in time
     */
    boolean readPart() {
        int count;
        try {
            count = stream.read(part);
        } catch (IOException fault) {
            throw isTimeout(fault) ? late() : broken();
        }
        if (count > 0) {
            bytes.write(part, 0, count);
        }
        boolean more = count >= 0 && bytes.size() != length && bytes.size() <= limits.bodyBytes();
        if (more && System.nanoTime() > latest) {
            throw late();
        }
        if (count < 0 && bytes.size() < length) {
            throw broken();
        }
        return more;
    }

    /** Waits for all its parts; false, because no more come. */
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

    /** The servers have types of their own for a client that was silent for too long. */
    private static boolean isTimeout(IOException fault) {
        return Causes.of(fault)
                .anyMatch(cause -> cause.getClass().getSimpleName().contains("Timeout"));
    }

    private ProblemException late() {
        return ProblemException.timeout(
                        "The body did not arrive within " + limits.bodyTimeout().toSeconds() + " seconds.")
                .closing();
    }

    private static ProblemException broken() {
        return ProblemException.badRequest("The body ends early, or is malformed.")
                .closing();
    }
}
