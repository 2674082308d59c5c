package health.polaris.telemetry.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Keycloak process with the realm of {@code server-config}, without persistent data. */
public final class LocalKeycloak implements AutoCloseable {
    /** The name and the password of the administrator. */
    public static final String ADMIN = "admin";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SECONDS_TO_STOP = 30;

    private final Process process;
    private final int port;

    private LocalKeycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts Keycloak on a free port, without waiting until it is ready. */
    public static LocalKeycloak start(Path project) throws IOException {
        Path home = home(project.resolve("target/keycloak"));
        Path imported = DirectoryTree.empty(home.resolve("data/import"));
        Files.copy(
                project.resolve("server-config/keycloak/telemetry-realm.json"),
                imported.resolve("telemetry-realm.json"));
        Path temporary = DirectoryTree.empty(project.resolve("target/keycloak/tmp"));
        int port = Ports.orAnyFree(0);
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment().remove("JAVA_OPTS"); // of the service
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_APPEND",
                        "-Djava.io.tmpdir=" + temporary,
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN));
        return new LocalKeycloak(builder.redirectErrorStream(true).inheritIO().start(), port);
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The address of the realm, which is the issuer of its tokens. */
    public String realm() {
        return address() + "/realms/telemetry";
    }

    /** Waits until users can sign in, at most three minutes. */
    public void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new LocalFailure("Keycloak did not start: see its output above.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest description = HttpRequest.newBuilder(URI.create(realm() + "/.well-known/openid-configuration"))
                .build();
        try {
            return HTTP.send(description, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .thenApply(Process::destroyForcibly)
                .thenCompose(Process::onExit)
                .join();
    }

    private static Path home(Path unpacked) throws IOException {
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.filter(file -> file.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure("Keycloak is not in " + unpacked));
        }
    }
}
