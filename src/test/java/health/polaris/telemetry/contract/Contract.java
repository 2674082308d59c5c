package health.polaris.telemetry.contract;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Base class of tests that call the delivered WAR over HTTP. */
@ArquillianTest
public abstract class Contract {
    @Deployment(testable = false)
    static WebArchive delivered() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/telemetry.war"));
    }
}
