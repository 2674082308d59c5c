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

/** A call is repeated once after a dead connection or a deadlock, and after no other failure. */
class RetryTest {
    private final ConnectionGate gate = new SingleConnectionGate();
    private int calls;

    /** The result of the repeated call is returned. */
    @Test
    void transientFailureIsRetried() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("57P01")));

        String answer = gate.to(() -> callFailing(failures.poll()));

        assertThat(answer).isEqualTo("done");
        assertThat(calls).isEqualTo(2);
    }

    /** A second failure is thrown. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "08003", "08006", "40P01", "40001"})
    void callIsRetriedOnlyOnce(String state) {
        EJBException failure = failed(state);

        assertThatThrownBy(() -> gate.to(() -> callFailing(failure))).isSameAs(failure);

        assertThat(calls).isEqualTo(2);
    }

    /** Cancelled and rejected statements, and commits with an unknown outcome, are not retried. */
    @ParameterizedTest
    @MethodSource("otherFailures")
    void otherFailureIsNotRetried(RuntimeException failure) {
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
                new IllegalStateException("not a database failure"));
    }

    /** The connection is kept for the second call, and released after it. */
    @Test
    void connectionIsKeptForTheRetry() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("08006")));

        gate.to(() -> {
            callFailing(failures.poll());
            return assertThatThrownBy(() -> gate.to(() -> "another")).isInstanceOf(ProblemException.class);
        });

        assertThat(gate.to(() -> "admitted")).isEqualTo("admitted");
    }

    private String callFailing(RuntimeException failure) {
        calls++;
        if (failure != null) {
            throw failure;
        }
        return "done";
    }

    /** The exception of a bean whose statement failed. */
    private static EJBException failed(String state) {
        return new EJBException(new PersistenceException(sql(state)));
    }

    private static SQLException sql(String state) {
        return new SQLException("", state);
    }
}
