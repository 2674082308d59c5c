package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that die or are stopped under load. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServerFaults {
    /** A node is killed in the middle of load, and another takes its place. */
    @Test
    void killedNodeLosesNothing() throws Exception {
        try (Hospital hospital = new Hospital()) {
            LocalServer node = hospital.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                node.process().destroyForcibly().waitFor();
                hospital.startNode(node.uri().getPort());
                load.awaitAcknowledged(300);
            }
            Reckoning.of("kill -9 of the server", load.ledger(), hospital.rows(), node.uri());
        }
    }

    /** Of two nodes on one database one is killed; the other goes on. */
    @Test
    void otherNodeGoesOn() throws Exception {
        try (Hospital hospital = new Hospital()) {
            LocalServer first = hospital.startNode();
            LocalServer second = hospital.startNode();
            Load load = Load.on(first.uri(), second.uri());
            try (load) {
                load.awaitAcknowledged(300);
                first.process().destroyForcibly().waitFor();
                load.awaitAcknowledged(300);
            }
            Reckoning.of("kill -9 of one of two nodes", load.ledger(), hospital.rows(), second.uri());
        }
    }

    /** A node that is told to stop under load answers every request it has taken, and ends with status 0. */
    @Test
    void stoppedNodeCutsNothing() throws Exception {
        try (Hospital hospital = new Hospital().set("SHUTDOWN_DELAY_SECONDS", "3")) {
            LocalServer first = hospital.startNode();
            LocalServer second = hospital.startNode();
            Load load = Load.on(first.uri());
            try (load) {
                load.awaitAcknowledged(300);
                first.process().toHandle().destroy();
                load.awaitAcknowledged(100);
                assertThat(load.ledger().refused()).isZero();
            }
            assertThat(first.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.process().exitValue()).isZero();
            assertThat(load.ledger().unknown()).as("requests that were cut").isZero();
            Reckoning.of("SIGTERM under load", load.ledger(), hospital.rows(), second.uri());
        }
    }
}
