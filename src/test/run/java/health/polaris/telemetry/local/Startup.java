package health.polaris.telemetry.local;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits from the start of a server until the application responds. Payara reports "ready" even if the application
 * failed, so the application must respond within half a minute after that.
 */
final class Startup {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration TIMEOUT_AFTER_READY = Duration.ofSeconds(30);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LocalServer server;

    Startup(LocalServer server) {
        this.server = server;
    }

    void await() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        boolean ready = false;
        while (!answers()) {
            if (server.process().waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LocalFailure("The server ended with status " + server.awaitEnd() + reason());
            }
            if (!ready && saysReady()) {
                ready = true;
                end = System.nanoTime() + TIMEOUT_AFTER_READY.toNanos();
            }
            if (System.nanoTime() > end) {
                throw new LocalFailure(
                        (ready ? "The application did not start" : "The server is not ready in time") + reason());
            }
        }
    }

    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/running"))
                .timeout(REQUEST_TIMEOUT)
                .build();
        try {
            return server.client().send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean saysReady() {
        return server.output().stream().anyMatch(server.kind()::saysReady);
    }

    /** The service's own error message, or the innermost cause in the server's output. */
    private String reason() {
        List<String> messages = after("The service cannot start. ");
        List<String> causes = messages.isEmpty() ? after("Caused by: ") : messages;
        return causes.isEmpty() ? ": see its output above." : ": " + causes.get(causes.size() - 1);
    }

    private List<String> after(String mark) {
        return server.output().stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .toList();
    }
}
