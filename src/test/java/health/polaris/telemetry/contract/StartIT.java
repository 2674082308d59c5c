package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import health.polaris.telemetry.local.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting with different settings, and during an outage of the database. Each test starts its own server. */
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
     * The default environment is production: strict bodies, no API explorer, no dropping of data, no console without
     * sign-in, small numbers suppressed. At log level WARN, requests are not logged.
     */
    @Test
    void defaultEnvironmentIsProduction() throws Exception {
        environment.remove("ENVIRONMENT");
        environment.remove("ALLOW_DROP_DATA");
        environment.remove("CONSOLE_CLIENT_ID");
        environment.put("ALLOW_SHORT_HS_KEY", "true");
        environment.put("LOG_LEVEL", "WARN");
        environment.put("LOG_FORMAT", "plain");
        environment.put("MIN_ANALYTICS_COUNT", "5");
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

    /**
     * The operators' start script starts a server with all JVM options and UTF-8, which stops on request. Payara's files are removed
     * after its end.
     */
    @Test
    void startScriptStartsTheServer() throws Exception {
        int port = Ports.orAnyFree(0);
        String key = "clé";
        environment.put("HS_KEY", key);
        environment.put("LANG", "C");
        environment.remove("LC_ALL");
        server = LocalServer.startByScript(Path.of("").toAbsolutePath(), port, environment, System.out::println);
        server.awaitRunning();

        Client owner = caller(Tokens.patient(person).key(key).signed());
        assertThat(owner.post(KIND.path(person), KIND.body()).status()).isEqualTo(200);
        Path files = Path.of("target/payara/files/payara-" + server.process().pid());
        assertThat(Files.exists(files)).isEqualTo(ServerKind.chosen() == ServerKind.PAYARA);
        server.process().toHandle().destroy();
        assertThat(server.awaitEnd()).isZero();
        Await.until(() -> !Files.exists(files));
    }

    /**
     * Missing and contradictory settings, those that the server would read differently, and a locale in which the server fails
     * end the process, with one log line each.
     */
    @Test
    void invalidSettingsEndTheProcess() throws Exception {
        environment.remove("ENVIRONMENT");
        environment.remove("HS_KEY");
        environment.put("LOG_LEVEL", "LOUD");
        environment.put("DATABASE_PORT", environment.get("DATABASE_PORT") + " ");
        environment.put("DB_POOL_SIZE", "16\r");
        environment.put("DATABASE_PASSWORD", "{xor}Lz4sLCgwLTs=");
        environment.put("RETENTION_MODE", "erase");
        environment.put("RETENTION_HOUR", "3");
        environment.put("JAVA_OPTS", "-Duser.language=tr -Duser.country=TR");
        start();

        assertThatThrownBy(server::awaitRunning).isInstanceOf(LocalFailure.class);
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .anyMatch(line -> line.contains("HS_KEY is missing"))
                .anyMatch(line -> line.contains("ALLOW_DROP_DATA must not be true in PRODUCTION"))
                .anyMatch(line -> line.contains("LOG_LEVEL must be one of"))
                .anyMatch(line -> line.contains("DATABASE_PORT has white space"))
                .anyMatch(line -> line.contains("DB_POOL_SIZE has white space"))
                .anyMatch(line -> line.contains("RETENTION_INACTIVE_DAYS is missing"))
                .anyMatch(line -> line.contains("RETENTION_HOUR has no effect without a number of days"))
                .anyMatch(line -> line.contains("DATABASE_PASSWORD must not contain"))
                .anyMatch(line -> line.contains("The server runs in the locale tr_TR"));
    }

    /**
     * The start waits for the database. During a later outage, requests that need the database get 503 with
     * Retry-After, and the service recovers by itself.
     */
    @Test
    void serviceRecoversFromADatabaseOutage() throws Exception {
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

        Answer unavailable = owner().get(record);
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(Integer.parseInt(unavailable.header("Retry-After"))).isPositive();
        assertThat(unavailable.header("Content-Type")).isEqualTo("application/problem+json");
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
     * With RSA, the platform's shared secret is not accepted. A provider that is unreachable at start does not delay
     * it: its tokens get 503 with Retry-After until it is reachable.
     */
    @Test
    void platformSignsWithRsaAndProviderStartsLater() throws Exception {
        String name = "http://127.0.0.1:" + Ports.orAnyFree(0) + "/";
        environment.put("AUTH0_DOMAIN", name);
        String path = "/dhos/v1/clinician/" + person + "/latest_installation";
        try (TestProvider provider = new TestProvider(name);
                TestProvider platform = new TestProvider("http://127.0.0.1:1/")) {
            environment.put("PROXY_URL", "http://localhost/");
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
