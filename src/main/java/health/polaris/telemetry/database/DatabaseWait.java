package health.polaris.telemetry.database;

import health.polaris.telemetry.http.problem.Causes;
import health.polaris.telemetry.settings.FailedStart;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Waits at start until the database accepts connections, and logs each failed attempt. */
class DatabaseWait {
    private static final System.Logger LOG = System.getLogger(DatabaseWait.class.getName());
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private static final Map<Class<?>, String> REJECTIONS = Map.of(
            CertificateExpiredException.class,
            "the certificate of the database has expired",
            CertificateNotYetValidException.class,
            "the certificate of the database is not valid yet",
            CertPathBuilderException.class,
            "no certificate in DATABASE_SSLROOTCERT has issued the certificate of the database");

    private final DataSource database;
    private final Duration timeout;

    DatabaseWait(DataSource database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /**
     * Returns once the database has accepted a connection.
     *
     * @throws IllegalStateException after the time-out
     */
    void await() {
        long deadline = System.nanoTime() + timeout.toNanos();
        String reason = connectFailure();
        while (!reason.isEmpty()) {
            if (System.nanoTime() > deadline) {
                String message = "The database could not be reached within " + timeout.toSeconds()
                        + " s (DATABASE_START_TIMEOUT_SECONDS): " + reason;
                FailedStart.report(List.of(message));
                throw new IllegalStateException(message);
            }
            LOG.log(System.Logger.Level.WARNING, "Waiting for the database: {0}", reason);
            pause();
            reason = connectFailure();
        }
    }

    /** The reason why the database cannot be reached; empty if it can. */
    private String connectFailure() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid((int) RETRY_INTERVAL.toSeconds()) ? "" : "it does not answer";
        } catch (SQLException unreachable) {
            return unreachable.getMessage() + rejectionOfCertificate(unreachable);
        }
    }

    /** Explains the messages of Java about certificates; empty if the failure has another reason. */
    private static String rejectionOfCertificate(SQLException unreachable) {
        return Causes.of(unreachable)
                .flatMap(cause -> REJECTIONS.entrySet().stream()
                        .filter(rejection -> rejection.getKey().isInstance(cause)))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(explanation -> " (" + explanation + ")")
                .orElse("");
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the database", stopped);
        }
    }
}
