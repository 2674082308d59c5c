package health.polaris.telemetry.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire between the service and its database, which can be cut at any moment, in the middle of whatever it carries. */
final class CutWire implements AutoCloseable {
    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress database;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService carriers = Executors.newCachedThreadPool();

    CutWire(InetSocketAddress database) throws IOException {
        this.database = database;
        carriers.execute(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** Cuts all that are connected now; new ones may connect. */
    void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            close(socket);
        }
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket service = entry.accept();
                Socket server = new Socket(database.getAddress(), database.getPort());
                sockets.add(service);
                sockets.add(server);
                carriers.execute(() -> carry(service, server));
                carriers.execute(() -> carry(server, service));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // it is cut all the same
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cut();
        carriers.shutdown();
    }
}
