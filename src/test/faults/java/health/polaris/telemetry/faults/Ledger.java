package health.polaris.telemetry.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** All writes of clients during a fault, with their outcomes. */
final class Ledger {
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<String> unclear = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();

    void add(Write write) {
        writes.add(write);
    }

    void note(Outcome outcome) {
        if (outcome.isAcknowledged()) {
            acknowledged.incrementAndGet();
        } else if (outcome.isClearRejection()) {
            rejected.incrementAndGet();
        } else if (outcome.isUnknown()) {
            unknown.incrementAndGet();
        } else if (!outcome.isUnsent()) {
            outcome.answer().ifPresent(answer -> unclear.add(answer.status() + " " + answer.text()));
        }
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Responses that are neither an acknowledgement nor a clear rejection; expected to be empty. */
    List<String> unclear() {
        return List.copyOf(unclear);
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int rejected() {
        return rejected.get();
    }

    int unknown() {
        return unknown.get();
    }
}
