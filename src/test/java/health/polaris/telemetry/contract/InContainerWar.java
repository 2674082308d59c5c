package health.polaris.telemetry.contract;

import health.polaris.telemetry.database.MigrationIT;
import health.polaris.telemetry.installation.InstallationServiceIT;
import health.polaris.telemetry.security.access.CallerIT;
import health.polaris.telemetry.security.access.CallerResource;
import java.io.File;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR with the tests that run inside the server, which use JUnit's assertions only. All share one deployment, and
 * so one start.
 */
public final class InContainerWar {
    static final List<Class<?>> TESTS = List.of(InstallationServiceIT.class, MigrationIT.class, CallerIT.class);

    private InContainerWar() {}

    public static WebArchive withTests() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/telemetry.war"))
                .addClasses(TESTS.toArray(Class[]::new))
                .addClass(CallerResource.class);
    }
}
