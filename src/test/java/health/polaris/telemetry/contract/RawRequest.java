package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request that an HTTP client would reject or correct before sending it. */
public final class RawRequest {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>(List.of("Connection: close"));
    private String version = "HTTP/1.1";
    private byte[] body = {};

    private RawRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** A request without a Host. */
    public static RawRequest withoutHost(String method, String target) {
        return new RawRequest(method, target);
    }

    public static RawRequest of(String method, String target) {
        return withoutHost(method, target).header("Host: localhost");
    }

    /** Changes the version of HTTP. */
    public RawRequest version(String other) {
        version = other;
        return this;
    }

    /** Adds a header line. */
    public RawRequest header(String line) {
        headers.add(line);
        return this;
    }

    /** Adds the token of a patient. */
    public RawRequest ofPatient(String id) {
        return header("Authorization: Bearer " + Tokens.patient(id).signed());
    }

    /** Adds bytes after the head, without a header. */
    public RawRequest body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    /** Sends the request and reads the response until the server closes the connection. */
    public RawAnswer send() throws IOException {
        String head = method + " " + target + " " + version + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        int port = Client.anonymous().base().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);
            return new RawAnswer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    /** A complete response: head and body. */
    public record RawAnswer(String text) {
        public int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        /** The value of a header; empty if it is absent. */
        public String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        /** The bytes after the head. */
        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
