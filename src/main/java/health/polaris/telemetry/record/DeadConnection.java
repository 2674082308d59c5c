package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Causes;
import jakarta.persistence.PersistenceException;
import java.net.SocketTimeoutException;
import java.util.Set;

/**
 * A connection of the pool that turned out to be dead when it was used, as all are after a restart of PostgreSQL. To ask each one
 * whether it is alive would cost every request a round trip more.
 */
final class DeadConnection {
    /** A connection that is closed, or breaks (class 08); what PostgreSQL says when it is stopped, and when it has crashed. */
    private static final Set<String> STATES = Set.of("08003", "08006", "57P01", "57P02");

    private DeadConnection() {}

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
