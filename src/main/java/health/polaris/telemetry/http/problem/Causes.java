package health.polaris.telemetry.http.problem;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Searches the causes of an exception. */
public final class Causes {
    private Causes() {}

    /** An exception and its chain of causes. */
    public static Stream<Throwable> of(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause);
    }

    /** Whether a cause is an SQL exception with one of the SQLStates. Exceptions of connection pools have none. */
    public static boolean haveState(Throwable fault, Set<String> states) {
        return of(fault)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && states.contains(sql.getSQLState()));
    }
}
