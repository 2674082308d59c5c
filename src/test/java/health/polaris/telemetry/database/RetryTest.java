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

/** Calls are repeated once after a dead connection or a deadlock, and after no other failure. */
class RetryTest {
    private final ConnectionGate gate = new SingleConnectionGate();
    private int calls;

    /** The repeated call has another connection, and its result is returned. */
    @Test
    void callIsRepeatedAfterADeadConnection() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("57P01")));

        String result = gate.call(() -> callFailing(failures.poll()));

        assertThat(result).isEqualTo("done");
        assertThat(calls).isEqualTo(2);
    }

    /** The call had no connection yet. */
    @Test
    void callIsRepeatedAfterAFailureOfThePool() {
        Deque<RuntimeException> failures =
                new ArrayDeque<>(List.of(new EJBException(TransientFailureTest.timerStartedTwice())));

        assertThat(gate.call(() -> callFailing(failures.poll()))).isEqualTo("done");
    }

    /** A second failure is returned. */
    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "08003", "08006", "40P01", "40001"})
    void secondFailureIsReturned(String state) {
        EJBException failure = failed(state);

        assertThatThrownBy(() -> gate.call(() -> callFailing(failure))).isSameAs(failure);

        assertThat(calls).isEqualTo(2);
    }

    /** A timed-out or rejected statement and a commit of unknown outcome are not repeated. */
    @ParameterizedTest
    @MethodSource("otherFailures")
    void otherFailuresAreNotRepeated(RuntimeException failure) {
        assertThatThrownBy(() -> gate.call(() -> callFailing(failure))).isSameAs(failure);

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

    /** The connection is released only after the repeated call. */
    @Test
    void connectionIsHeldForTheRepeatedCall() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(failed("08006")));

        gate.call(() -> {
            callFailing(failures.poll());
            return assertThatThrownBy(() -> gate.call(() -> "another")).isInstanceOf(ProblemException.class);
        });

        assertThat(gate.call(() -> "admitted")).isEqualTo("admitted");
    }

    private String callFailing(RuntimeException failure) {
        calls++;
        if (failure != null) {
            throw failure;
        }
        return "done";
    }

    /** A failed statement, as reported by an EJB. */
    private static EJBException failed(String state) {
        return new EJBException(new PersistenceException(sql(state)));
    }

    private static SQLException sql(String state) {
        return new SQLException("", state);
    }
}
