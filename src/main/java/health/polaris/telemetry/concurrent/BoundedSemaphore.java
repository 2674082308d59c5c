package health.polaris.telemetry.concurrent;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A fair semaphore that bounds the number of waiting threads and the time that each waits. */
public final class BoundedSemaphore extends Semaphore {
    private static final long serialVersionUID = 1;
    private static final long MAX_WAIT_SECONDS = 1;

    private final int maxQueueLength;

    public BoundedSemaphore(int permits, int maxQueueLength) {
        super(permits, true);
        this.maxQueueLength = maxQueueLength;
    }

    /**
     * Waits up to a second for a permit, in order of arrival: {@link #tryAcquire()} without a time-out would overtake waiting threads.
     *
     * @return whether a permit was acquired; false after a second, if the queue is full, or if the thread is interrupted
     */
    public boolean acquireInOrder() {
        try {
            return getQueueLength() < maxQueueLength && tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
