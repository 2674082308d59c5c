package health.polaris.telemetry.contract;

import health.polaris.telemetry.installation.InstallationServiceIT;
import health.polaris.telemetry.schema.MigrationIT;
import health.polaris.telemetry.security.CallerIT;
import health.polaris.telemetry.security.WhoAsks;
import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR with the tests that run inside it, which know JUnit's assertions and no others: one for all, so that one start does. */
public final class InsideTheServer {
    private InsideTheServer() {}

    public static WebArchive withTests() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/telemetry.war"))
                .addClasses(InstallationServiceIT.class, MigrationIT.class, CallerIT.class, WhoAsks.class);
    }
}
