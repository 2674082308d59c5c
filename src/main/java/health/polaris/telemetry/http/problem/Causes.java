package health.polaris.telemetry.http.problem;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Why something went wrong. */
public final class Causes {
    private Causes() {}

    /** A fault, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause);
    }

    /** Whether a database has said why, by one of these codes (SQLState); a pool of connections says none. */
    public static boolean haveState(Throwable fault, Set<String> states) {
        return of(fault)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && states.contains(sql.getSQLState()));
    }
}
