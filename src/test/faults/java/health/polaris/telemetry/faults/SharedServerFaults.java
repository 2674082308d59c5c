package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.faults.SharedServer.Copy;
import health.polaris.telemetry.local.ServerKind;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two copies of the application on one server, which belongs to neither. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedServerFaults {
    private static final int EJB_THREADS = 16;

    /** The server itself may keep the latest one. */
    private static final int MAX_CLASS_LOADERS_KEPT = 1;

    private static final Copy FIRST = new Copy("telemetry", "/");
    private static final Copy SECOND = new Copy("second", "/second");

    private static FaultEnvironment environment;
    private static SharedServer server;

    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    static void start() throws Exception {
        environment = new FaultEnvironment().set("SHUTDOWN_DELAY_SECONDS", "60");
        server = switch (ServerKind.chosen()) {
            case PAYARA -> new PayaraDomain(environment.variables());
            case LIBERTY -> new LibertyInstance(environment.variables(), List.of(FIRST, SECOND));
        };
        server.create();
        server.deploy(FIRST);
        server.deploy(SECOND);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (environment != null) {
            environment.close();
        }
    }

    /** Both copies stay ready, and answer searches that ask the database on two threads. */
    @Test
    void everyCopyIsReady() {
        assertReady();
        for (String copy : new String[] {"", "/second"}) {
            assertThat(anonymous().get(copy + "/healthcheck").status()).isEqualTo(200);
            assertThat(support().get(copy + "/dhos/v1/installation").status()).isEqualTo(200);
        }
    }

    /** Each copy logs its own requests. */
    @Test
    void requestIsLoggedOnce() {
        assertLoggedOnce("/nothing");
        assertLoggedOnce("/second/nothing");
    }

    /** An undeployment leaves the other copy ready, with its log. */
    @Test
    void otherCopySurvivesUndeployment() throws Exception {
        server.undeploy(FIRST);
        try {
            assertReady();
            assertLoggedOnce("/second/nothing");
        } finally {
            server.deploy(FIRST);
        }
        assertReady();
    }

    /**
     * Redeployments do not accumulate classes. Before, checks start all threads of the EJB container, because a thread keeps the
     * classes of the application that started it.
     */
    @Test
    void redeploymentLeavesNoClasses() throws Exception {
        redeploy();
        for (int check = 0; check < EJB_THREADS; check++) {
            assertThat(anonymous().get("/healthcheck").status()).isEqualTo(200);
        }
        int before = server.applicationClassLoaders();

        for (int deployment = 0; deployment < 3; deployment++) {
            redeploy();
        }

        assertThat(server.applicationClassLoaders()).isLessThanOrEqualTo(before + MAX_CLASS_LOADERS_KEPT);
    }

    /** SIGTERM stops the server as if the application were not there. */
    @Test
    void serverIsNotDelayedAtItsStop() throws Exception {
        ProcessHandle process = server.process();
        try {
            process.destroy();
            process.onExit().get(40, TimeUnit.SECONDS);
            assertThat(server.log("Stopping: accepting requests")).isEmpty();
        } finally {
            server.start();
        }
        Await.until(() -> anonymous().get("/health/ready").status() == 200);
    }

    private static void redeploy() throws Exception {
        server.deploy(FIRST);
        for (String path : new String[] {"/nothing", "/metrics", "/healthcheck", "/dhos/v1/installation"}) {
            support().get(path);
        }
    }

    private static void assertReady() {
        for (int probe = 0; probe < 5; probe++) {
            assertThat(anonymous().get("/health/ready").status()).isEqualTo(200);
        }
    }

    private static void assertLoggedOnce(String path) {
        String id = "client-" + UUID.randomUUID();
        anonymous().with("X-Client", id).get(path);
        Await.until(() -> !server.log(id).isEmpty());
        assertThat(server.log(id)).hasSize(1);
    }

    private static Client anonymous() {
        return Client.anonymous().at(server.uri());
    }

    private static Client support() {
        return Client.bearing(Tokens.system()).at(server.uri());
    }
}
