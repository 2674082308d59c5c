package health.polaris.telemetry.schema;

import health.polaris.telemetry.settings.EnvironmentSettings;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Waits for the database before EclipseLink connects to it. Payara makes EclipseLink do that while it prepares the
 * application, before any other code of the application runs (JPADeployer), and a refused connection ends the deployment. Open
 * Liberty does it at the first request that needs it: then the start is over, and a request must not wait, nor end the process.
 */
public class WaitBeforeUse implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        if (Migration.isDone()) {
            return;
        }
        JNDIConnector connector = (JNDIConnector) session.getLogin().getConnector();
        new DatabaseWait(connector.getDataSource(), EnvironmentSettings.read().databaseWait()).await();
    }
}
