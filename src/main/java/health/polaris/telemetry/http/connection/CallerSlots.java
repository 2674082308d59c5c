package health.polaris.telemetry.http.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A bounded number of places, of which each holder may have a part only. Nobody waits for one. */
final class CallerSlots {
    private final int most;
    private final int mostOfOne;
    private final Semaphore free;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    CallerSlots(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.free = new Semaphore(most);
    }

    /** Takes one for this holder, who must give it back; false if there is none, or the holder has enough. */
    boolean take(String holder) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (taken.merge(holder, 1, Integer::sum) > mostOfOne) {
            giveBack(holder);
            return false;
        }
        return true;
    }

    void giveBack(String holder) {
        taken.computeIfPresent(holder, (same, count) -> count == 1 ? null : count - 1);
        free.release();
    }

    int taken() {
        return most - free.availablePermits();
    }
}
