package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that crash or stop under load. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServerFaults {
    /** A node is killed under load, and a new one replaces it. */
    @Test
    void killedNodeLosesNothing() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                node.process().destroyForcibly().waitFor();
                environment.startNode(node.uri().getPort());
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("kill -9 of the server", load.ledger(), environment.rows(), node.uri());
        }
    }

    /** One of two nodes on the same database is killed; the other continues. */
    @Test
    void otherNodeContinues() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer first = environment.startNode();
            LocalServer second = environment.startNode();
            Load load = Load.on(first.uri(), second.uri());
            try (load) {
                load.awaitAcknowledged(300);
                first.process().destroyForcibly().waitFor();
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("kill -9 of one of two nodes", load.ledger(), environment.rows(), second.uri());
        }
    }

    /** A node stopped under load answers all accepted requests, and ends with status 0. */
    @Test
    void stoppedNodeAnswersAcceptedRequests() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment().set("SHUTDOWN_DELAY_SECONDS", "3")) {
            LocalServer first = environment.startNode();
            LocalServer second = environment.startNode();
            Load load = Load.on(first.uri());
            try (load) {
                load.awaitAcknowledged(300);
                first.process().toHandle().destroy();
                load.awaitAcknowledged(100);
                assertThat(load.ledger().rejected()).isZero();
            }
            assertThat(first.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.process().exitValue()).isZero();
            assertThat(load.ledger().unknown())
                    .as("requests without a response")
                    .isZero();
            ConsistencyCheck.of("SIGTERM under load", load.ledger(), environment.rows(), second.uri());
        }
    }
}
