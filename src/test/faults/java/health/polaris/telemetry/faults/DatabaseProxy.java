package health.polaris.telemetry.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TCP proxy between the service and its database. It can cut connections at any moment, or drop the database's
 * responses.
 */
final class DatabaseProxy implements AutoCloseable {
    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress database;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService forwarders = Executors.newCachedThreadPool();
    private volatile boolean dropsResponses;
    private volatile String lastResponse = "";

    private DatabaseProxy(InetSocketAddress database) throws IOException {
        this.database = database;
        forwarders.execute(this::accept);
    }

    /** Creates a proxy for the database of the nodes that start from now on. */
    static DatabaseProxy of(FaultEnvironment environment) throws IOException {
        DatabaseProxy proxy = new DatabaseProxy(new InetSocketAddress(
                environment.database().host(), environment.database().port()));
        environment.set("DATABASE_PORT", Integer.toString(proxy.entry.getLocalPort()));
        return proxy;
    }

    /** Forwards the service's statements but drops the database's responses, until the connections are cut. */
    void dropResponses() {
        dropsResponses = true;
    }

    /** Drops the responses that follow the first response with this command tag, such as {@code INSERT 0 1}. */
    void dropResponsesAfter(String tag) {
        lastResponse = tag;
    }

    /** Cuts all current connections; new ones are accepted. */
    void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            close(socket);
        }
        dropsResponses = false;
        lastResponse = "";
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket service = entry.accept();
                Socket server = new Socket(database.getAddress(), database.getPort());
                sockets.add(service);
                sockets.add(server);
                forwarders.execute(() -> forward(service, server, false));
                forwarders.execute(() -> forward(server, service, true));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void forward(Socket from, Socket to, boolean areResponses) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8_192];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                if (!areResponses || !dropsResponses) {
                    out.write(buffer, 0, length);
                }
                if (areResponses && isLastResponse(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                    dropsResponses = true;
                }
            }
        } catch (IOException cut) {
            close(from);
            close(to);
        }
    }

    private boolean isLastResponse(String response) {
        return !lastResponse.isEmpty() && response.contains(lastResponse);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // the connection is closed anyway
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cut();
        forwarders.shutdown();
    }
}
