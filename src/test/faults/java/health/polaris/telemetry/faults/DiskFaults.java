package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A full disk: the tables are in a tablespace on a small file system. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFaults {
    private static final Path DISK = Path.of("target/small-disk").toAbsolutePath();

    /** Writes are rejected while the disk is full, and accepted once there is space again. */
    @Test
    void fullDiskLosesNothing() throws Exception {
        DirectoryTree.empty(DISK);
        assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=256k,mode=777", "none", DISK.toString()))
                .as("mounting a file system requires root")
                .isTrue();
        try (FaultEnvironment environment = new FaultEnvironment()) {
            String database = System.getenv("DATABASE_NAME");
            LocalServer node = environment.startNode();
            environment.database().administer(database, "create tablespace small location '" + DISK + "'");
            for (String table : new String[] {"mobile", "desktop", "blood_glucose_meter"}) {
                environment.database().administer(database, "alter table " + table + " set tablespace small");
            }
            Load load = Load.on(node.uri());
            try (load) {
                Await.until(() -> load.ledger().rejected() > 50);
                succeeds("mount", "-o", "remount,size=256m", DISK.toString());
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("full disk", load.ledger(), environment.rows(), node.uri());
        } finally {
            succeeds("umount", DISK.toString());
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
