package health.polaris.telemetry.http.problem;

import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.List;

/** Distinguishes an unavailable database, after which the request may be retried, from a defect of the service. */
final class DatabaseOutage {
    /**
     * SQLState classes: 08 lost connection, 25 read-only server such as a standby, 40 transaction rollback, 53 insufficient
     * resources such as a full disk, 55 lock time-out, 57 shutdown or cancelled statement.
     */
    private static final List<String> CLASSES = List.of("08", "25", "40", "53", "55", "57");

    private DatabaseOutage() {}

    /**
     * Whether an unavailable database caused the exception. A connection lost at the end of a transaction is reported
     * as a {@link SystemException} without a cause.
     */
    static boolean isCauseOf(Throwable fault) {
        return Causes.includeTimerOfPool(fault)
                || Causes.of(fault)
                        .anyMatch(cause -> cause instanceof SystemException
                                || (cause instanceof SQLException sql && isOutage(sql)));
    }

    /** An exhausted connection pool sets no SQLState. */
    private static boolean isOutage(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || CLASSES.stream().anyMatch(state::startsWith);
    }
}
