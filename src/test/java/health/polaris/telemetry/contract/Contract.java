package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;

/** Base class of tests that call the delivered WAR over HTTP. */
@ArquillianTest
public abstract class Contract {
    /** Tests use UUIDs as ids of people, and the service as ids of records. Those of requests may be logged. */
    private static final Pattern ID =
            Pattern.compile("(?<!request-|Container: |\"request_id\":\")[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Deployment(testable = false)
    static WebArchive delivered() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/telemetry.war"));
    }

    /** No line of the log, by the service or the server, contains an id of a person or a record. */
    @AfterAll
    static void logHasNoIds() {
        assertThat(DeployedServer.output().stream()
                        .filter(line -> ID.matcher(line).find()))
                .isEmpty();
    }
}
