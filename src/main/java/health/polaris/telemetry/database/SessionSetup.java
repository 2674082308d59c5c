package health.polaris.telemetry.database;

import health.polaris.telemetry.settings.environment.EnvironmentSettings;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Configures the EclipseLink sessions. */
public class SessionSetup implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        RowlessExceptions.handleThoseOf(session);
        // ConnectionGate decides whether a failed call is repeated
        session.getLogin().setQueryRetryAttemptCount(0);
        if (!Migration.isDone()) {
            awaitDatabase(session);
        }
    }

    /**
     * Waits for the database before EclipseLink connects to it. Payara connects while it prepares the application
     * (JPADeployer), before any code of the application runs, and a failure ends the deployment. Open Liberty connects at the
     * first request, after the migration; a request must neither wait nor end the process.
     */
    private static void awaitDatabase(Session session) {
        JNDIConnector connector = (JNDIConnector) session.getLogin().getConnector();
        new DatabaseWait(connector.getDataSource(), EnvironmentSettings.read().databaseWait()).await();
    }
}
