package health.polaris.telemetry.http.problem;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.Timer;
import java.util.stream.Stream;

/** Searches the causes of an exception. */
public final class Causes {
    private Causes() {}

    /** An exception and its chain of causes. */
    public static Stream<Throwable> of(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause);
    }

    /**
     * Whether Payara's connection pool failed to provide a connection because two requests replaced all connections at
     * once. The pool then starts its timer twice.
     */
    public static boolean includeTimerOfPool(Throwable fault) {
        return of(fault)
                .filter(IllegalStateException.class::isInstance)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()).limit(1))
                .anyMatch(frame -> frame.getClassName().equals(Timer.class.getName()));
    }

    /** Whether a cause is an SQL exception with one of the SQLStates. Exceptions of connection pools have none. */
    public static boolean haveState(Throwable fault, Set<String> states) {
        return of(fault)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && states.contains(sql.getSQLState()));
    }
}
