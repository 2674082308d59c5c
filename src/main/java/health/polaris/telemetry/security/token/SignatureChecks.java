package health.polaris.telemetry.security.token;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits concurrent verifications of public-key signatures and bounds the queue in front of them. A flood of forged tokens thus
 * leaves processors and threads to callers with cached or HMAC signatures, which are not limited.
 */
final class SignatureChecks {
    private static final int MAX_QUEUE_LENGTH = 100;
    private static final long MAX_WAIT_SECONDS = 1;

    private final Semaphore free;

    SignatureChecks(int max) {
        free = new Semaphore(max, true);
    }

    static SignatureChecks forHalfOfTheProcessors() {
        return new SignatureChecks(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Waits for a free slot. Each call must be followed by {@link #end}.
     *
     * @throws InvalidToken after a second, or if the queue is full
     */
    void begin() throws InvalidToken {
        try {
            if (free.getQueueLength() < MAX_QUEUE_LENGTH && free.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
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
