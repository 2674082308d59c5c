package health.polaris.telemetry.database;

import health.polaris.telemetry.http.problem.Causes;
import jakarta.persistence.PersistenceException;
import java.net.SocketTimeoutException;
import java.util.Set;

/**
 * A failure after which the same call may succeed at once: a deadlock, a serialization failure, or a dead connection in
 * the pool, for example after a restart of PostgreSQL. Validating each connection before use would cost a round trip
 * per request.
 */
public final class TransientFailure {
    /**
     * Closed and broken connections (class 08), shutdown, crash and start of the server, and sessions that were idle
     * for too long. 08001 and 08004 are not included, because they mean that no connection can be made.
     */
    private static final Set<String> DEAD_CONNECTION =
            Set.of("08000", "08003", "08006", "08007", "08P01", "25P03", "57P01", "57P02", "57P03", "57P05");

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    private TransientFailure() {}

    /**
     * Whether a failure is transient and the call may be repeated.
     *
     * <p>Only a failed statement, reported as a persistence exception, qualifies: its transaction cannot have been committed.
     * The outcome of a commit without an answer is unknown. A time-out does not qualify, because the repeated call would wait
     * as long again.
     */
    static boolean isCauseOf(Throwable fault) {
        if (Causes.includeTimerOfPool(fault)) {
            return true; // the call had no connection
        }
        return Causes.of(fault).anyMatch(PersistenceException.class::isInstance)
                && Causes.of(fault).noneMatch(SocketTimeoutException.class::isInstance)
                && (Causes.haveState(fault, DEAD_CONNECTION) || isConflict(fault));
    }

    /** Whether another transaction caused the failure. */
    public static boolean isConflict(Throwable fault) {
        return Causes.haveState(fault, CONFLICT);
    }
}
