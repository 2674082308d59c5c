package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Only failed statements that may succeed at once are transient. Failed commits are not. */
class TransientFailureTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void isCauseOf(String description, SQLException fault, boolean expected) {
        assertThat(TransientFailure.isCauseOf(new EJBException(new PersistenceException(fault))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("closed", failure("08003"), true),
                arguments("broken", failure("08006"), true),
                arguments("shutdown of PostgreSQL", failure("57P01"), true),
                arguments("crash of PostgreSQL", failure("57P02"), true),
                arguments("start of PostgreSQL", failure("57P03"), true),
                arguments("idle session", failure("57P05"), true),
                arguments("idle transaction", failure("25P03"), true),
                arguments("protocol violation", failure("08P01"), true),
                arguments("rejected connection", failure("08004"), false),
                arguments("deadlock", failure("40P01"), true),
                arguments("serialization failure", failure("40001"), true),
                arguments("no answer", new SQLException("", "08006", new SocketTimeoutException()), false),
                arguments("no connection", failure("08001"), false),
                arguments("no connection from the pool", failure(null), false),
                arguments("statement time-out", failure("57014"), false),
                arguments("row rejected", failure("23502"), false));
    }

    /** The outcome of a commit without an answer is unknown. */
    @ParameterizedTest
    @MethodSource("lostCommits")
    void failedCommitIsNotTransient(Exception fault) {
        assertThat(TransientFailure.isCauseOf(fault)).isFalse();
    }

    static Stream<Exception> lostCommits() {
        return Stream.of(
                new EJBException((Exception) new RollbackException().initCause(failure("08006"))),
                new EJBException(failure("57P01")));
    }

    /** Payara's pool fails to give a connection if it starts its timer twice. */
    @Test
    void timerOfThePoolIsTransient() {
        assertThat(TransientFailure.isCauseOf(new EJBException(timerStartedTwice())))
                .isTrue();
        assertThat(TransientFailure.isCauseOf(new EJBException(new IllegalStateException("Task already scheduled"))))
                .isFalse();
    }

    static IllegalStateException timerStartedTwice() {
        Timer timer = new Timer(true);
        TimerTask task = new TimerTask() {
            @Override
            public void run() {}
        };
        try {
            timer.schedule(task, 1_000);
            timer.schedule(task, 1_000);
            throw new AssertionError("a task was scheduled twice");
        } catch (IllegalStateException twice) {
            return twice;
        } finally {
            timer.cancel();
        }
    }

    private static SQLException failure(String state) {
        return new SQLException("", state);
    }
}
