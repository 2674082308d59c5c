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
        try (FaultEnvironment environment = new FaultEnvironment();
                LocalDatabase standby = environment.database().standby(STANDBY, "127.0.0.2")) {
            // DATABASE_PORT applies to the last host
            environment.set(
                    "DATABASE_HOST",
                    environment.database().host() + ":" + environment.database().port() + "," + standby.host());
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                environment.database().kill();
                Await.until(() -> load.ledger().rejected() > 20);
                standby.promote();
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("failover", load.ledger(), environment.rows(standby), node.uri());
        }
    }
}
