package health.polaris.telemetry.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idle connections, as a reverse proxy keeps them. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IdleConnectionFaults {
    /** Longer than the minute after which proxies close a connection themselves. */
    private static final int IDLE_MILLIS = 65_000;

    /** A connection that was idle for a minute is open, and used again. */
    @Test
    void idleConnectionIsUsedAgain() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            URI node = environment.startNode().uri();
            try (Socket connection = new Socket(node.getHost(), node.getPort())) {
                connection.setSoTimeout(IDLE_MILLIS);
                BufferedReader answers = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
                assertThat(statusLine(connection, answers)).contains("200");

                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(answers::read);

                assertThat(statusLine(connection, answers)).contains("200");
            }
        }
    }

    /** Sends a request, and reads its answer. Returns the first line. */
    private static String statusLine(Socket connection, BufferedReader answers) throws IOException {
        connection.getOutputStream().write("GET /running HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        String first = answers.readLine();
        int length = 0;
        for (String header = answers.readLine(); !header.isEmpty(); header = answers.readLine()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        answers.skip(length);
        return first;
    }
}
