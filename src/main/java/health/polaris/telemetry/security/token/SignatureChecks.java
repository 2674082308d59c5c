package health.polaris.telemetry.security.token;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many public-key signatures are verified at once, and bounds the queue in front of them, so that a flood of forged
 * tokens leaves processors and threads to callers whose tokens are remembered, or signed by HMAC: these never wait here.
 */
final class SignatureChecks {
    private static final int LONGEST_QUEUE = 100;
    private static final long LONGEST_WAIT_SECONDS = 1;

    private final Semaphore free;

    SignatureChecks(int most) {
        free = new Semaphore(most, true);
    }

    static SignatureChecks onHalfOfTheProcessors() {
        return new SignatureChecks(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** Waits for a turn, after which {@link #end} must be called. */
    void begin() throws InvalidToken {
        try {
            if (free.getQueueLength() < LONGEST_QUEUE && free.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new InvalidToken(DenialReason.CHECKS_EXHAUSTED);
    }

    void end() {
        free.release();
    }
}
