package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.HalfSentRequest;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that each hold half a request, and reconnect when they are disconnected, until closed. */
final class SlowSenders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SlowSenders.class.getName());
    private static final long PAUSE_MILLIS = 1_000;

    /** Sends half a request. */
    interface Sender {
        HalfSentRequest send(URI node) throws IOException;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<HalfSentRequest> requests = new ArrayList<>();
    private final Future<?> worker;
    private final AtomicInteger disconnected = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Opens the connections.
     *
     * @param interval the seconds between two bytes of a request; 0 to send no more
     */
    SlowSenders(URI node, int count, int interval, Sender sender) throws IOException {
        for (int n = 0; n < count; n++) {
            requests.add(sender.send(node));
        }
        worker = thread.submit(() -> {
            work(node, interval, sender);
            return null;
        });
    }

    private void work(URI node, int interval, Sender sender) throws IOException {
        for (int second = 1; !stopped; second++) {
            Load.pause(PAUSE_MILLIS);
            for (int n = 0; n < requests.size() && !stopped; n++) {
                try {
                    proceed(n, interval > 0 && second % interval == 0, node, sender);
                } catch (SocketException closed) {
                    LOG.log(System.Logger.Level.DEBUG, "closed or rejected; retried in the next round", closed);
                }
            }
        }
    }

    private void proceed(int index, boolean drips, URI node, Sender sender) throws IOException {
        HalfSentRequest request = requests.get(index);
        if (request.isDisconnected()) {
            disconnected.incrementAndGet();
            request.close();
            requests.set(index, sender.send(node));
        } else if (drips) {
            request.drip();
        }
    }

    /** The number of disconnections by the server. */
    int disconnected() {
        return disconnected.get();
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            worker.get();
        } catch (Exception failure) {
            throw new AssertionError("a slow sender failed", failure);
        } finally {
            thread.shutdown();
            for (HalfSentRequest request : requests) {
                request.close();
            }
        }
    }
}
