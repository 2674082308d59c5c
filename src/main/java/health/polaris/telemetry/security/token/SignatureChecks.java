package health.polaris.telemetry.security.token;

import health.polaris.telemetry.concurrent.BoundedSemaphore;

/**
 * Limits concurrent verifications of public-key signatures and bounds the queue in front of them. A flood of forged tokens thus
 * leaves processors and threads to callers with cached or HMAC signatures, which are not limited.
 */
final class SignatureChecks {
    private static final int MAX_QUEUE_LENGTH = 100;

    private final BoundedSemaphore free;

    SignatureChecks(int max) {
        free = new BoundedSemaphore(max, MAX_QUEUE_LENGTH);
    }

    static SignatureChecks forHalfOfTheProcessors() {
        return new SignatureChecks(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Waits for a free slot. Each successful call must be followed by {@link #end}.
     *
     * @throws InvalidToken after a second, or if the queue is full
     */
    void begin() throws InvalidToken {
        if (!free.acquireInOrder()) {
            throw new InvalidToken(DenialReason.CHECKS_EXHAUSTED);
        }
    }

    void end() {
        free.release();
    }
}
