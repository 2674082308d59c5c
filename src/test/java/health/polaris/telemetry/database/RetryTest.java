package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that found a dead connection, or was the victim of a deadlock, is made once more, and no other call is. */
class RetryTest {
    private final ConnectionGate gate = new OnePlace();
    private int calls;

    /** The second call has another connection, and its answer counts. */
    @Test
    void deadConnectionIsTriedOnceMore() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("57P01")));

        String answer = gate.to(() -> callFailing(failures.poll()));

        assertThat(answer).isEqualTo("done");
        assertThat(calls).isEqualTo(2);
    }

    /** When the second connection is dead as well, that is the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "08003", "08006", "40P01", "40001"})
    void deadConnectionIsTriedOnceMoreOnly(String state) {
        EJBException failure = failed(state);

        assertThatThrownBy(() -> gate.to(() -> callFailing(failure))).isSameAs(failure);

        assertThat(calls).isEqualTo(2);
    }

    /** What PostgreSQL ended, what it refused, and a commit of which nobody knows what became, are not tried again. */
    @ParameterizedTest
    @MethodSource("otherFailures")
    void nothingElseIsTriedAgain(RuntimeException failure) {
        assertThatThrownBy(() -> gate.to(() -> callFailing(failure))).isSameAs(failure);

        assertThat(calls).isEqualTo(1);
    }

    static Stream<RuntimeException> otherFailures() {
        return Stream.of(
                failed("57014"),
                failed("23502"),
                failed("55P03"),
                new EJBException((Exception) new RollbackException().initCause(sql("57P01"))),
                new EJBException(sql("57P01")),
                new IllegalStateException("no database at all"));
    }

    /** Nobody else is let in before the second call, and whoever comes after it is. */
    @Test
    void placeIsKeptForTheSecondCall() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("08006")));

        gate.to(() -> {
            callFailing(failures.poll());
            return assertThatThrownBy(() -> gate.to(() -> "another")).isInstanceOf(ProblemException.class);
        });

        assertThat(gate.to(() -> "there is a place")).isEqualTo("there is a place");
    }

    private String callFailing(RuntimeException failure) {
        calls++;
        if (failure != null) {
            throw failure;
        }
        return "done";
    }

    /** A statement that failed, as a bean of the server reports it. */
    private static EJBException failed(String state) {
        return new EJBException(new PersistenceException(sql(state)));
    }

    private static SQLException sql(String state) {
        return new SQLException("", state);
    }
}
