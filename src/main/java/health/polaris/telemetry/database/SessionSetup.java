package health.polaris.telemetry.database;

import health.polaris.telemetry.settings.EnvironmentSettings;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** How EclipseLink uses the database. */
public class SessionSetup implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        // only the service knows whether a failed call may be repeated
        session.getLogin().setQueryRetryAttemptCount(0);
        if (!Migration.isDone()) {
            awaitDatabase(session);
        }
    }

    /**
     * Waits for the database before EclipseLink connects to it. Payara makes EclipseLink do that while it prepares the
     * application, before any other code of the application runs (JPADeployer), and a refused connection ends the deployment. Open
     * Liberty does it at the first request that needs it: then the start is over, and a request must not wait, nor end the process.
     */
    private static void awaitDatabase(Session session) {
        JNDIConnector connector = (JNDIConnector) session.getLogin().getConnector();
        new DatabaseWait(connector.getDataSource(), EnvironmentSettings.read().databaseWait()).await();
    }
}
