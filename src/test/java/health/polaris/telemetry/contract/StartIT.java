package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the service starts with other settings, and with a database that is away: each test starts a server of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StartIT {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private static final Path LASTING =
            Path.of("target/test-database-that-leaves").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final String person = UUID.randomUUID().toString();
    private LocalServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * Without ENVIRONMENT it is a production system: strict bodies, no API explorer, no dropping of data, and no console
     * where nobody can sign in to it. At the log level WARN requests leave no lines. Small numbers of people are left out of figures that are to be published.
     */
    @Test
    void productionIsStrict() throws Exception {
        environment.remove("ENVIRONMENT");
        environment.remove("ALLOW_DROP_DATA");
        environment.remove("CONSOLE_CLIENT_ID");
        environment.put("ALLOW_SHORT_HS_KEY", "true");
        environment.put("LOG_LEVEL", "WARN");
        environment.put("LOG_FORMAT", "plain");
        environment.put("ANALYTICS_SMALLEST_COUNT", "5");
        start();
        server.awaitRunning();

        Body installation = KIND.body().with("app_product", "of " + person);
        assertThat(owner().post(KIND.path(person), installation).status()).isEqualTo(200);
        Answer figures = caller(Tokens.system().signed()).get("/dhos/v1/analytics/adoption?app_product=of+" + person);
        assertThat(figures.json().at("/figures/0/points/24/people").isNull()).isTrue();
        assertThat(figures.json().at("/figures/0/points/24/versions/0/share").isNull())
                .isTrue();
        Answer audit = owner().post(KIND.path(person), KIND.body().with("created_by", "me"));
        assertThat(audit.status()).isEqualTo(400);
        assertThat(audit.detail()).isEqualTo("created_by: unexpected key.");
        for (String path : new String[] {
            "/ui", "/ui/", "/ui/ui.js", "/openapi.json", "/openapi.yaml", "/console/", "/console/settings.json"
        }) {
            assertThat(owner().get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(caller(Tokens.system().signed()).call("POST", "/drop_data").status())
                .isEqualTo(403);
        assertThat(server.output())
                .noneMatch(line -> line.contains("RequestLog: request"))
                .anyMatch(line -> line.contains("HS_KEY is shorter than 32 bytes") && !line.startsWith("{"));
    }

    /** Started by the script of operators, with all that it tells the JVM, it serves, and ends when it is asked to. */
    @Test
    void startsByTheScriptOfOperators() throws Exception {
        int port = Ports.orAnyFree(0);
        server = LocalServer.startByScript(Path.of("").toAbsolutePath(), port, environment, System.out::println);
        server.awaitRunning();

        assertThat(owner().post(KIND.path(person), KIND.body()).status()).isEqualTo(200);
        server.process().toHandle().destroy();
        assertThat(server.awaitEnd()).isZero();
    }

    /** Missing and contradictory settings end the process, each with a line of its own. */
    @Test
    void unfitSettingsStopTheStart() throws Exception {
        environment.remove("ENVIRONMENT");
        environment.remove("HS_KEY");
        environment.put("LOG_LEVEL", "LOUD");
        start();

        assertThatThrownBy(server::awaitRunning).isInstanceOf(LocalFailure.class);
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .anyMatch(line -> line.contains("HS_KEY is missing"))
                .anyMatch(line -> line.contains("ALLOW_DROP_DATA must not be true in PRODUCTION"))
                .anyMatch(line -> line.contains("LOG_LEVEL must be one of"));
    }

    /** Without a database the start waits as long as it is told to, visibly, and then the process ends with a line that says so. */
    @Test
    void startWithoutADatabaseEnds() throws Exception {
        environment.put("DATABASE_PORT", Integer.toString(Ports.orAnyFree(0)));
        environment.put("DATABASE_WAIT_SECONDS", "4");
        start();

        assertThatThrownBy(server::awaitRunning)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("database")
                .hasMessageContaining("DATABASE_WAIT_SECONDS");
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .filteredOn(line -> line.contains("Waiting for the database"))
                .hasSizeGreaterThan(1);
        assertThat(String.join("\n", server.output())).doesNotContain(environment.get("DATABASE_PASSWORD"));
    }

    /** A database that this user may not change ends the process as well. */
    @Test
    void startOnADatabaseThatItMayNotMigrateEnds() throws Exception {
        environment.put("DATABASE_NAME", "postgres");
        start();

        assertThatThrownBy(server::awaitRunning)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("The database could not be migrated")
                .hasMessageContaining("permission denied");
        assertThat(server.awaitEnd()).isEqualTo(1);
    }

    /**
     * A start waits for a database that comes late. When the database goes away, calls that need it answer 503 and when to
     * try again, and when it is back the service works again by itself.
     */
    @Test
    void serviceOutlivesItsDatabase() throws Exception {
        int port = Ports.orAnyFree(0);
        environment.put("DATABASE_PORT", Integer.toString(port));
        DirectoryTree.empty(LASTING);
        start();
        Await.until(() -> server.output().stream().anyMatch(line -> line.contains("Waiting for the database")));

        String record;
        try (LocalDatabase database = startDatabase(port)) {
            assertThat(database.port()).isEqualTo(port);
            server.awaitRunning();
            record = KIND.path(person) + "/"
                    + owner().post(KIND.path(person), KIND.body()).uuid();
            assertThat(owner().get(record).status()).isEqualTo(200);
        }

        Answer away = owner().get(record);
        assertThat(away.status()).isEqualTo(503);
        assertThat(Integer.parseInt(away.header("Retry-After"))).isPositive();
        assertThat(away.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(owner().post(KIND.path(person), KIND.body()).status()).isEqualTo(503);
        Client support = caller(Tokens.system().signed());
        assertThat(support.get("/dhos/v1/installation").status()).isEqualTo(503);
        assertThat(owner().get("/running").status()).isEqualTo(200);
        Answer health = owner().get("/healthcheck");
        assertThat(health.status()).isEqualTo(500);
        assertThat(health.json().get("status").asString()).isEqualTo("failure");

        try (LocalDatabase database = startDatabase(port)) {
            assertThat(database.port()).isEqualTo(port);
            Await.until(() -> owner().get(record).status() == 200);
            Await.until(() -> support.get("/dhos/v1/installation").status() == 200);
            assertThat(owner().get("/healthcheck").status()).isEqualTo(200);
        }
    }

    /**
     * The platform may sign by RSA; then its secret is worth nothing. A provider that is away at the start delays nobody:
     * the platform's tokens work, the provider's get 503 and when to try again, and work as soon as it is there.
     */
    @Test
    void platformSignsByRsaAndProviderComesLater() throws Exception {
        String name = "http://127.0.0.1:" + Ports.orAnyFree(0) + "/";
        environment.put("AUTH0_DOMAIN", name);
        String path = "/dhos/v1/clinician/" + person + "/latest_installation";
        try (TestProvider provider = new TestProvider(name);
                TestProvider platform = new TestProvider("http://127.0.0.1:1/")) {
            environment.put(
                    "PLATFORM_PUBLIC_KEY", platform.key("RS256").toPublicJWK().toString());
            start();
            server.awaitRunning();

            assertThat(caller(Tokens.clinician(person).signed()).get(path).status())
                    .isEqualTo(401);
            Client bySignature =
                    caller(platform.signing(Tokens.clinician(person), "RS256").signed());
            assertThat(bySignature.get(path).status()).isEqualTo(200);
            Client clinician = caller(provider.clinician(person).signed());
            Answer early = clinician.get(path);
            assertThat(early.status()).isEqualTo(503);
            assertThat(Integer.parseInt(early.header("Retry-After"))).isPositive();
            assertThat(bySignature.get(path).status()).isEqualTo(200);

            provider.open();
            Await.until(() -> clinician.get(path).status() == 200);
        }
    }

    private void start() throws IOException {
        int port = Ports.orAnyFree(0);
        server = LocalServer.start(Path.of("").toAbsolutePath(), port, environment, System.out::println);
    }

    private LocalDatabase startDatabase(int port) throws Exception {
        return LocalDatabase.start(
                LASTING,
                port,
                environment.get("DATABASE_NAME"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"));
    }

    private Client owner() {
        return caller(Tokens.patient(person).signed());
    }

    private Client caller(String token) {
        return Client.bearing(token).at(server.uri());
    }
}
