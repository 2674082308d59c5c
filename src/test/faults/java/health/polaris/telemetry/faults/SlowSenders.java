package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.HalfSent;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that hold half a request each, and connect anew when they are disconnected, until they are told to stop. */
final class SlowSenders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SlowSenders.class.getName());
    private static final long PAUSE_MILLIS = 1_000;

    /** Sends half a request. */
    interface Sender {
        HalfSent send(URI node) throws IOException;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<HalfSent> requests = new ArrayList<>();
    private final Future<?> end;
    private final AtomicInteger disconnected = new AtomicInteger();
    private volatile boolean ended;

    /**
     * Sends this many.
     *
     * @param pauses after how many seconds each sends a byte more; never if 0
     */
    SlowSenders(URI node, int number, int pauses, Sender sender) throws IOException {
        for (int n = 0; n < number; n++) {
            requests.add(sender.send(node));
        }
        end = thread.submit(() -> {
            work(node, pauses, sender);
            return null;
        });
    }

    private void work(URI node, int pauses, Sender sender) throws IOException {
        for (int second = 1; !ended; second++) {
            Load.pause(PAUSE_MILLIS);
            for (int n = 0; n < requests.size() && !ended; n++) {
                try {
                    goOn(n, pauses > 0 && second % pauses == 0, node, sender);
                } catch (SocketException closed) {
                    LOG.log(System.Logger.Level.DEBUG, "closed or refused; tried again in the next round", closed);
                }
            }
        }
    }

    private void goOn(int number, boolean drips, URI node, Sender sender) throws IOException {
        HalfSent request = requests.get(number);
        if (request.isDisconnected()) {
            disconnected.incrementAndGet();
            request.close();
            requests.set(number, sender.send(node));
        } else if (drips) {
            request.drip();
        }
    }

    /** How many have been disconnected. */
    int disconnected() {
        return disconnected.get();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            end.get();
        } catch (Exception failure) {
            throw new AssertionError("a slow sender failed", failure);
        } finally {
            thread.shutdown();
            for (HalfSent request : requests) {
                request.close();
            }
        }
    }
}
