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
 * A wire between the service and its database, which can be cut at any moment, in the middle of whatever it carries, or lose
 * what the database answers.
 */
final class CutWire implements AutoCloseable {
    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress database;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService carriers = Executors.newCachedThreadPool();
    private volatile boolean losesAnswers;
    private volatile String lastAnswer = "";

    private CutWire(InetSocketAddress database) throws IOException {
        this.database = database;
        carriers.execute(this::accept);
    }

    /** The wire that the nodes of a hospital which start from now on have to its database. */
    static CutWire of(Hospital hospital) throws IOException {
        CutWire wire = new CutWire(new InetSocketAddress(
                hospital.database().host(), hospital.database().port()));
        hospital.set("DATABASE_PORT", Integer.toString(wire.entry.getLocalPort()));
        return wire;
    }

    /** Carries on what the service says to the database, but nothing back, until it is cut. */
    void loseAnswers() {
        losesAnswers = true;
    }

    /** The same, from the answer on that follows this one, such as {@code INSERT 0 1}. */
    void loseAnswersAfter(String tag) {
        lastAnswer = tag;
    }

    /** Cuts all that are connected now; new ones may connect. */
    void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            close(socket);
        }
        losesAnswers = false;
        lastAnswer = "";
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket service = entry.accept();
                Socket server = new Socket(database.getAddress(), database.getPort());
                sockets.add(service);
                sockets.add(server);
                carriers.execute(() -> carry(service, server, false));
                carriers.execute(() -> carry(server, service, true));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void carry(Socket from, Socket to, boolean areAnswers) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8_192];
            for (int length = in.read(some); length > 0; length = in.read(some)) {
                if (!areAnswers || !losesAnswers) {
                    out.write(some, 0, length);
                }
                if (areAnswers && isLastAnswer(new String(some, 0, length, StandardCharsets.ISO_8859_1))) {
                    losesAnswers = true;
                }
            }
        } catch (IOException cut) {
            close(from);
            close(to);
        }
    }

    private boolean isLastAnswer(String answer) {
        return !lastAnswer.isEmpty() && answer.contains(lastAnswer);
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
