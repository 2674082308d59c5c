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

/** A request of which only the first half is sent until {@link #drip} or {@link #answer} sends more. */
public final class HalfSentRequest implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;

    /** The part of the request that is sent in pieces. */
    private final byte[] body;

    private int sent;

    /** Sends the first half of a creation, with the token of a new patient. */
    public HalfSentRequest(URI server) throws IOException {
        this(server, UUID.randomUUID().toString());
    }

    /** Sends the first half of a creation, with the token of this patient. */
    public HalfSentRequest(URI server, String patient) throws IOException {
        this(
                server,
                "POST " + RecordKind.PATIENT_INSTALLATION.path(patient),
                Optional.of(Tokens.patient(patient).signed()));
    }

    /**
     * Sends the head and the first half of the body of any request.
     *
     * @param line method and path
     */
    public HalfSentRequest(URI server, String line, Optional<String> token) throws IOException {
        this(server, head(line, token), Body.patientInstallation().json());
    }

    private HalfSentRequest(URI server, String complete, String partial) throws IOException {
        body = partial.getBytes(UTF_8);
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(complete.getBytes(UTF_8));
        send(body.length / 2);
    }

    /** Sends only the first half of a head. */
    public static HalfSentRequest ofHead(URI server) throws IOException {
        return new HalfSentRequest(server, "", head("GET /running", Optional.of("x".repeat(200))));
    }

    private static String head(String line, Optional<String> token) {
        String authorization =
                token.map(text -> "Authorization: Bearer " + text + "\r\n").orElse("");
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + authorization
                + "Content-Type: application/json\r\nContent-Length: "
                + Body.patientInstallation().json().length() + "\r\n\r\n";
    }

    /** Sends one more byte, except the last. */
    public void drip() throws IOException {
        send(sent < body.length - 1 ? 1 : 0);
    }

    /** Sends the rest, and reads the head and the body of the response. */
    public String answer() throws IOException {
        send(body.length - sent);
        return awaitAnswer();
    }

    /** Reads the head and the body of the response without sending more. */
    public String awaitAnswer() throws IOException {
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            int character = socket.getInputStream().read();
            if (character < 0) {
                throw new EOFException("the connection was closed after: " + response);
            }
            response.append((char) character);
        }
        Matcher length = LENGTH.matcher(response);
        int rest = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return response + new String(socket.getInputStream().readNBytes(rest), UTF_8);
    }

    /** Whether the service has begun to answer. */
    boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Whether the service has closed the connection. Skips a response. */
    public boolean isDisconnected() {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0) {
                // skips the response
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
