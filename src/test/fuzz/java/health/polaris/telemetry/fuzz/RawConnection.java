package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A raw HTTP connection. Client libraries would reject or correct invalid requests. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private final URI service;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    RawConnection(URI service) {
        this.service = service;
    }

    /** Sends a request. Retries once if the server has closed the idle connection. */
    Reply send(Message message) throws IOException {
        boolean used = socket.isConnected() && !socket.isClosed();
        try {
            return exchange(message);
        } catch (EOFException closed) {
            close();
            if (used) {
                return exchange(message);
            }
            throw closed;
        } catch (IOException fault) {
            close();
            throw fault;
        }
    }

    private Reply exchange(Message message) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            socket = new Socket(service.getHost(), service.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(bytes(message));
        Reply reply = reply(message.method.equals("HEAD"));
        if (reply.header("connection").equalsIgnoreCase("close")) {
            close();
        }
        return reply;
    }

    private byte[] bytes(Message message) throws IOException {
        StringBuilder head = new StringBuilder(message.method + " " + message.path + " HTTP/1.1\r\n");
        if (!message.headers.containsKey("Host")) {
            head.append("Host: ").append(service.getAuthority()).append("\r\n");
        }
        message.headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        byte[] body = message.body();
        boolean chunked = message.headers.containsKey("Transfer-Encoding");
        if (!chunked && (body.length > 0 || message.method.startsWith("P"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.write(body);
        return bytes.toByteArray();
    }

    private Reply reply(boolean head) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, more) -> one + ", " + more);
        }
        boolean none = head || WITHOUT_BODY.contains(status);
        return Reply.of(status, headers, none ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            whole.write(in.readNBytes(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) letter);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
