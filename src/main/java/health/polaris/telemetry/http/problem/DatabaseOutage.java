package health.polaris.telemetry.http.problem;

import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.List;

/** Tells a database that cannot work now, and to which the same request may be made again, from a fault of our own. */
final class DatabaseOutage {
    /**
     * The classes of SQLStates: 08 is a lost connection, 25 a server that only reads, as the standby of a pair does, 40 a
     * transaction to be tried again, 53 a server without resources (a full disk is one), 55 a lock that was not got in time, 57
     * a server that stops or breaks off.
     */
    private static final List<String> CLASSES = List.of("08", "25", "40", "53", "55", "57");

    private DatabaseOutage() {}

    /** Whether it is the cause. A connection that is lost when a transaction ends is reported without a cause of its own. */
    static boolean isWhy(Throwable fault) {
        return Causes.of(fault)
                .anyMatch(cause ->
                        cause instanceof SystemException || (cause instanceof SQLException sql && isOutage(sql)));
    }

    /** A pool of connections that has none to give sets no state. */
    private static boolean isOutage(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || CLASSES.stream().anyMatch(state::startsWith);
    }
}
