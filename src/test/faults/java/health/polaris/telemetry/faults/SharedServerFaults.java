package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.ServerKind;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two copies of the application on one Payara Server, which belongs to neither. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedServerFaults {
    private static final int EJB_THREADS = 16;

    /** Payara itself may keep the latest one. */
    private static final int MAX_CLASS_LOADERS_KEPT = 1;

    private static FaultEnvironment environment;
    private static PayaraDomain domain;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void start() throws Exception {
        assumeThat(ServerKind.chosen()).isEqualTo(ServerKind.PAYARA);
        environment = new FaultEnvironment().set("SHUTDOWN_DELAY_SECONDS", "60");
        domain = new PayaraDomain(environment.variables());
        domain.create();
        deployFirst();
        domain.deploy("second", "/second");
    }

    private static void deployFirst() throws IOException, InterruptedException {
        domain.deploy("first", "/");
    }

    @AfterAll
    static void stop() throws IOException {
        if (domain != null) {
            domain.close();
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
        domain.undeploy("first");
        try {
            assertReady();
            assertLoggedOnce("/second/nothing");
        } finally {
            deployFirst();
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
        int before = domain.applicationClassLoaders();

        for (int deployment = 0; deployment < 3; deployment++) {
            redeploy();
        }

        assertThat(domain.applicationClassLoaders()).isLessThanOrEqualTo(before + MAX_CLASS_LOADERS_KEPT);
    }

    /** SIGTERM stops the server as if the application were not there. */
    @Test
    void serverIsNotDelayedAtItsStop() throws Exception {
        ProcessHandle process = domain.process();
        try {
            process.destroy();
            process.onExit().get(40, TimeUnit.SECONDS);
            assertThat(domain.log("Stopping: accepting requests")).isEmpty();
        } finally {
            domain.start();
        }
        Await.until(() -> anonymous().get("/health/ready").status() == 200);
    }

    private static void redeploy() throws Exception {
        deployFirst();
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
        Await.until(() -> !domain.log(id).isEmpty());
        assertThat(domain.log(id)).hasSize(1);
    }

    private static Client anonymous() {
        return Client.anonymous().at(domain.uri());
    }

    private static Client support() {
        return Client.bearing(Tokens.system()).at(domain.uri());
    }
}
