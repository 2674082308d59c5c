package health.polaris.telemetry.database;

import health.polaris.telemetry.http.problem.Causes;
import jakarta.persistence.PersistenceException;
import java.net.SocketTimeoutException;
import java.util.Set;

/**
 * A failure after which the same call may succeed at once. A connection of the pool may turn out to be dead when it is used, as all
 * are after a restart of PostgreSQL; to validate each before would cost every request a round trip. A transaction may be the victim
 * of a deadlock, or of a change made at the same time.
 */
final class TransientFailure {
    /**
     * A connection that is closed, or breaks (class 08); what PostgreSQL says when it is stopped, and when it has crashed; a
     * serialization failure, and a deadlock.
     */
    private static final Set<String> STATES = Set.of("08003", "08006", "57P01", "57P02", "40001", "40P01");

    private TransientFailure() {}

    /**
     * Whether a call failed because of one, and may be made again. That is so if a statement failed, as a persistence exception says:
     * its transaction cannot have been committed. The outcome of a commit without an answer is unknown. A silent database is no dead
     * connection: one wait for it is enough.
     */
    static boolean isWhy(Throwable fault) {
        return Causes.of(fault).anyMatch(PersistenceException.class::isInstance)
                && Causes.of(fault).noneMatch(SocketTimeoutException.class::isInstance)
                && Causes.haveState(fault, STATES);
    }
}
