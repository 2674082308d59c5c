package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A primary with a standby that follows it by synchronous streaming replication. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FailoverFaults {
    private static final Path STANDBY = Path.of("target/test-standby-of-faults").toAbsolutePath();

    /** The primary crashes and the standby is promoted; the service reconnects by itself. */
    @Test
    void failoverLosesNothing() throws Exception {
        try (Hospital hospital = new Hospital();
                LocalDatabase standby = hospital.database().standby(STANDBY, "127.0.0.2")) {
            // DATABASE_PORT applies to the last host
            hospital.set(
                    "DATABASE_HOST",
                    hospital.database().host() + ":" + hospital.database().port() + "," + standby.host());
            LocalServer node = hospital.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                hospital.database().kill();
                Await.until(() -> load.ledger().refused() > 20);
                standby.promote();
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("failover", load.ledger(), hospital.rows(standby), node.uri());
        }
    }
}
