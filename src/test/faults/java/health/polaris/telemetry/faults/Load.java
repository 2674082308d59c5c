package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.RecordKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that create and change records continuously, alternating between the nodes. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final int CHANGES = 2;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final Ledger ledger = new Ledger();
    private final List<URI> nodes;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> ends = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean ended;

    private Load(List<URI> nodes) {
        this.nodes = nodes;
    }

    static Load on(URI... nodes) {
        Load load = new Load(List.of(nodes));
        IntStream.range(0, CLIENTS).forEach(client -> load.ends.add(load.clients.submit(load::work)));
        return load;
    }

    Ledger ledger() {
        return ledger;
    }

    private void work() {
        RecordKind[] kinds = RecordKind.values();
        while (!ended) {
            int number = turn.get();
            RecordKind kind = kinds[number % kinds.length];
            Write write = number / kinds.length % 2 == 0 ? Write.withKey(kind) : Write.withoutKey(kind);
            ledger.add(write);
            note(write.create(node()));
            for (int change = 0; change < CHANGES && write.isAcknowledged() && !ended; change++) {
                note(write.change(node()));
            }
        }
    }

    private void note(Outcome outcome) {
        ledger.note(outcome);
        if (!outcome.isAcknowledged()) {
            pause(PAUSE_AFTER_FAILURE_MILLIS);
        }
    }

    private URI node() {
        return nodes.get(turn.getAndIncrement() % nodes.size());
    }

    /** Waits while the clients continue. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** Waits for the given number of further acknowledged writes. */
    void awaitAcknowledged(int more) {
        int enough = ledger.acknowledged() + more;
        Await.until(() -> ledger.acknowledged() >= enough);
    }

    /** Stops the clients after their current requests. Fails if a client failed. */
    @Override
    public void close() {
        ended = true;
        clients.shutdown();
        try {
            if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("a client is still waiting for a response");
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException failure) {
            throw new AssertionError("a client failed", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
