package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that is full: the tables lie in a tablespace on a small file system of its own. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFaults {
    private static final Path DISK = Path.of("target/small-disk").toAbsolutePath();

    /** Writes for which there is no room are refused; when there is room again, they are taken again. */
    @Test
    void fullDiskLosesNothing() throws Exception {
        DirectoryTree.empty(DISK);
        assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=256k,mode=777", "none", DISK.toString()))
                .as("only root may mount a small file system")
                .isTrue();
        try (Hospital hospital = new Hospital()) {
            String database = System.getenv("DATABASE_NAME");
            LocalServer node = hospital.startNode();
            hospital.database().administer(database, "create tablespace small location '" + DISK + "'");
            for (String table : new String[] {"mobile", "desktop", "blood_glucose_meter"}) {
                hospital.database().administer(database, "alter table " + table + " set tablespace small");
            }
            Load load = Load.on(node.uri());
            try (load) {
                Await.until(() -> load.ledger().refused() > 50);
                succeeds("mount", "-o", "remount,size=256m", DISK.toString());
                load.awaitAcknowledged(300);
            }
            Reckoning.of("full disk", load.ledger(), hospital.rows(), node.uri());
        } finally {
            succeeds("umount", DISK.toString());
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
