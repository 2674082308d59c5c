package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After which failures a call may be made again: only if a statement failed, not a commit, and the next may succeed at once. */
class TransientFailureTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void isWhy(String what, SQLException fault, boolean again) {
        assertThat(TransientFailure.isWhy(new EJBException(new PersistenceException(fault))))
                .isEqualTo(again);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("closed", failure("08003"), true),
                arguments("broken", failure("08006"), true),
                arguments("ended by a stop of PostgreSQL", failure("57P01"), true),
                arguments("ended by a crash of PostgreSQL", failure("57P02"), true),
                arguments("victim of a deadlock", failure("40P01"), true),
                arguments("not serializable", failure("40001"), true),
                arguments("silent", new SQLException("", "08006", new SocketTimeoutException()), false),
                arguments("not to be had", failure("08001"), false),
                arguments("not to be had from the pool", failure(null), false),
                arguments("statement took too long", failure("57014"), false),
                arguments("row refused", failure("23502"), false));
    }

    /** Whether a commit that was not answered took place nobody knows. */
    @ParameterizedTest
    @MethodSource("lostCommits")
    void isNotWhyACommitFailed(Exception fault) {
        assertThat(TransientFailure.isWhy(fault)).isFalse();
    }

    static Stream<Exception> lostCommits() {
        return Stream.of(
                new EJBException((Exception) new RollbackException().initCause(failure("08006"))),
                new EJBException(failure("57P01")));
    }

    private static SQLException failure(String state) {
        return new SQLException("", state);
    }
}
