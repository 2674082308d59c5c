package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A creation of which the service has the first half of the body only, until more is sent. */
public final class HalfSent implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;

    /** What is sent in parts. */
    private final byte[] body;

    private int sent;

    /** Sends the first half to a node, with the token of a patient of their own. */
    public HalfSent(URI server) throws IOException {
        this(server, UUID.randomUUID().toString());
    }

    /** Sends the first half to a node, with the token of this patient. */
    public HalfSent(URI server, String patient) throws IOException {
        this(
                server,
                "POST " + RecordKind.PATIENT_INSTALLATION.path(patient),
                Optional.of(Tokens.patient(patient).signed()));
    }

    /**
     * Sends the first half of any request with a body.
     *
     * @param line its method and path
     * @param token may be missing
     */
    public HalfSent(URI server, String line, Optional<String> token) throws IOException {
        this(server, head(line, token), Body.patientInstallation().json());
    }

    private HalfSent(URI server, String whole, String part) throws IOException {
        body = part.getBytes(UTF_8);
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(whole.getBytes(UTF_8));
        send(body.length / 2);
    }

    /** Sends no more than the first half of the head of a request. */
    public static HalfSent ofHead(URI server) throws IOException {
        return new HalfSent(server, "", head("GET /running", Optional.of("x".repeat(200))));
    }

    private static String head(String line, Optional<String> token) {
        String authorization =
                token.map(text -> "Authorization: Bearer " + text + "\r\n").orElse("");
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + authorization
                + "Content-Type: application/json\r\nContent-Length: "
                + Body.patientInstallation().json().length() + "\r\n\r\n";
    }

    /** Sends one more byte, but never the last. */
    public void drip() throws IOException {
        send(sent < body.length - 1 ? 1 : 0);
    }

    /** Sends the rest, and reads the answer: its head and its body. */
    public String answer() throws IOException {
        send(body.length - sent);
        return awaitAnswer();
    }

    /** Sends no more, and reads the answer. */
    public String awaitAnswer() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int letter = socket.getInputStream().read();
            if (letter < 0) {
                throw new EOFException("the connection was closed after: " + answer);
            }
            answer.append((char) letter);
        }
        Matcher length = LENGTH.matcher(answer);
        int rest = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return answer + new String(socket.getInputStream().readNBytes(rest), UTF_8);
    }

    /** Whether the service has begun to answer. */
    boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Whether the service has closed the connection; an answer alone does not count. */
    public boolean isDisconnected() {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0) {
                // the answer is not looked at
            }
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private void send(int count) throws IOException {
        socket.getOutputStream().write(body, sent, count);
        sent += count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
