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

/** A client that reads an export of all installations at 60 KB a second, until {@link #hurry} is called. */
final class SlowReader implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int CHUNK_BYTES = 6_000;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int STATUS_BYTES = "HTTP/1.1 200".length();
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Executor THREADS = task -> new Thread(task, "slow reader").start();

    private final Socket socket = new Socket();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<String> response;
    private volatile boolean slow = true;

    SlowReader(URI server) throws IOException {
        socket.setReceiveBufferSize(CHUNK_BYTES); // keeps little data in transit
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        String request = "GET /dhos/v1/installation HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
                + "Authorization: Bearer " + Tokens.system().signed() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        response = CompletableFuture.supplyAsync(this::read, THREADS);
    }

    int status() {
        return status.join();
    }

    /** Reads the rest at full speed. */
    void hurry() {
        slow = false;
    }

    /** Waits for the end of the connection, and returns everything received. */
    String response() {
        return response.join();
    }

    /** Whether the response ends with the last chunk. */
    static boolean isComplete(String response) {
        return response.endsWith(LAST_CHUNK);
    }

    private String read() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            InputStream stream = socket.getInputStream();
            byte[] first = stream.readNBytes(STATUS_BYTES);
            received.writeBytes(first);
            status.complete(Integer.valueOf(new String(first, STATUS_BYTES - 3, 3, StandardCharsets.US_ASCII)));
            for (byte[] part = stream.readNBytes(CHUNK_BYTES); part.length > 0; part = stream.readNBytes(CHUNK_BYTES)) {
                received.writeBytes(part);
                if (slow) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException brokenOff) {
            status.completeExceptionally(brokenOff);
        }
        return received.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
