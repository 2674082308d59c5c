package health.polaris.telemetry.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** A creation of which the service has the first half only, until its answer is asked for. */
public final class HalfSent implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final byte[] rest;

    /** Sends the first half to a node. */
    public HalfSent(URI server) throws IOException {
        String person = UUID.randomUUID().toString();
        byte[] body = Body.patientInstallation().json().getBytes(StandardCharsets.UTF_8);
        String head = "POST " + RecordKind.PATIENT_INSTALLATION.path(person) + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + Tokens.patient(person).signed()
                + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length / 2);
        rest = Arrays.copyOfRange(body, body.length / 2, body.length);
    }

    /** Sends the rest, and reads the beginning of the answer: protocol and status. */
    String answer() throws IOException {
        socket.getOutputStream().write(rest);
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
