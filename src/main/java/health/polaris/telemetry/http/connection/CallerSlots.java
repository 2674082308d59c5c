package health.polaris.telemetry.http.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A limited number of slots, with a smaller limit for each caller. {@link #acquire} does not wait. */
final class CallerSlots {
    private final int size;
    private final int sizePerCaller;
    private final Semaphore free;
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

    CallerSlots(int size, int sizePerCaller) {
        this.size = size;
        this.sizePerCaller = sizePerCaller;
        this.free = new Semaphore(size);
    }

    /** Acquires a slot, which the caller must release; false if none is free or the caller has reached its limit. */
    boolean acquire(String caller) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (byCaller.merge(caller, 1, Integer::sum) > sizePerCaller) {
            release(caller);
            return false;
        }
        return true;
    }

    void release(String caller) {
        byCaller.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
        free.release();
    }

    int inUse() {
        return size - free.availablePermits();
    }
}
