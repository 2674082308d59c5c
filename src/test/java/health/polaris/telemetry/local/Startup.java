package health.polaris.telemetry.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time between the start of a server and the first answer of the application. Payara stays up without an application that
 * failed, and says "ready" all the same: so the application must answer soon after that word.
 */
final class Startup {
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration AFTER_READY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LocalServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(AFTER_READY).build();

    Startup(LocalServer server) {
        this.server = server;
    }

    void await() throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        boolean ready = false;
        while (!answers()) {
            if (server.process().waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LocalFailure("The server ended with status " + server.awaitEnd() + reason());
            }
            if (!ready && saysReady()) {
                ready = true;
                end = System.nanoTime() + AFTER_READY.toNanos();
            }
            if (System.nanoTime() > end) {
                throw new LocalFailure(
                        (ready ? "The application did not start" : "The server is not ready in time") + reason());
            }
        }
    }

    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/running"))
                .timeout(AFTER_READY)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean saysReady() {
        return server.output().stream().anyMatch(server.kind()::saysReady);
    }

    /** What the service itself says of its start, or else the innermost cause that the server wrote last. */
    private String reason() {
        List<String> told = after("The service cannot start. ");
        List<String> causes = told.isEmpty() ? after("Caused by: ") : told;
        return causes.isEmpty() ? ": see its output above." : ": " + causes.get(causes.size() - 1);
    }

    private List<String> after(String mark) {
        return server.output().stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .toList();
    }
}
