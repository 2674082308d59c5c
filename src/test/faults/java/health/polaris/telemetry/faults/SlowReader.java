package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** A client that reads an export of all installations at 60 KB a second, until it is told to hurry. */
final class SlowReader implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BYTES_AT_ONCE = 6_000;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int STATUS_BYTES = "HTTP/1.1 200".length();
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Executor THREADS = task -> new Thread(task, "slow reader").start();

    private final Socket socket = new Socket();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<String> response;
    private volatile boolean slow = true;

    SlowReader(URI server) throws IOException {
        socket.setReceiveBufferSize(BYTES_AT_ONCE); // so that little is on its way
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        String request = "GET /dhos/v1/installation HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
                + "Authorization: Bearer " + Tokens.system().signed() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        response = CompletableFuture.supplyAsync(this::read, THREADS);
    }

    int status() {
        return status.join();
    }

    /** Reads on as fast as it can. */
    void hurry() {
        slow = false;
    }

    /** All that has come when the connection ends. */
    String response() {
        return response.join();
    }

    /** Whether a response has ended as HTTP says. */
    static boolean isComplete(String response) {
        return response.endsWith(LAST_CHUNK);
    }

    private String read() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream stream = socket.getInputStream();
            byte[] first = stream.readNBytes(STATUS_BYTES);
            all.writeBytes(first);
            status.complete(Integer.valueOf(new String(first, STATUS_BYTES - 3, 3, StandardCharsets.US_ASCII)));
            for (byte[] some = stream.readNBytes(BYTES_AT_ONCE);
                    some.length > 0;
                    some = stream.readNBytes(BYTES_AT_ONCE)) {
                all.writeBytes(some);
                if (slow) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException brokenOff) {
            status.completeExceptionally(brokenOff);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
