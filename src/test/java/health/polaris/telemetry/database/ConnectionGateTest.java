package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Admission of database calls by a gate with one connection. */
class ConnectionGateTest {
    private static final int MAX_QUEUE = 200;

    private final ConnectionGate gate = new SingleConnectionGate();

    /** The gate is fair: a waiting call precedes a later one, even one of the thread that has just released the connection. */
    @Test
    void waitingCallIsAdmittedFirst() throws Exception {
        List<String> turns = new CopyOnWriteArrayList<>();
        Supplier<Boolean> later = () -> turns.add("later");
        Thread waiting = new Thread(() -> gate.to(() -> turns.add("waiting")));

        gate.to(() -> {
            waiting.start();
            Await.until(() -> isWaiting(waiting));
            return turns.add("first");
        });
        gate.to(later);
        waiting.join();

        assertThat(turns).containsExactly("first", "waiting", "later");
    }

    /** A call that gets no connection within a second is rejected and not executed. */
    @Test
    void callThatWaitsTooLongIsRejected() {
        AtomicInteger executions = new AtomicInteger();

        Rejection rejection = gate.to(() -> rejected(executions::incrementAndGet));

        assertThat(rejection.duration()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(rejection.problem().status()).isEqualTo(503);
        assertThat(rejection.problem().headers()).containsEntry("Retry-After", "2");
        assertThat(executions).hasValue(0);
    }

    /** A call is rejected if the queue is full, while the queue keeps waiting. */
    @Test
    void queueIsBounded() {
        Await.until(() -> gate.to(this::isRejectedAtFullQueue));
    }

    /**
     * Fills the queue one by one, because its bound is not exact for concurrent arrivals. Returns false if a machine is so slow that some of
     * the queue have given up before the last arrives.
     */
    private boolean isRejectedAtFullQueue() {
        List<Thread> queue = Stream.generate(this::waiter).limit(MAX_QUEUE).toList();
        for (Thread next : queue) {
            next.start();
            while (isArriving(next)) {
                Thread.onSpinWait();
            }
        }

        Rejection rejection = rejected(() -> true);

        boolean allWait = queue.stream().allMatch(ConnectionGateTest::isWaiting);
        queue.forEach(Thread::interrupt);
        Await.until(() -> queue.stream().noneMatch(Thread::isAlive));
        return allWait && rejection.problem().status() == 503;
    }

    /** A rejection releases no connection, and a failed call releases its own. */
    @Test
    void connectionsAreNeitherCreatedNorLost() {
        gate.to(() -> rejected(() -> true));
        assertThatThrownBy(() -> gate.to(ConnectionGateTest::fail)).isInstanceOf(IllegalStateException.class);

        Rejection second = gate.to(() -> rejected(() -> true));

        assertThat(second.problem().status()).isEqualTo(503);
        assertThat(gate.to(() -> "admitted")).isEqualTo("admitted");
    }

    /** A call that gets no thread releases its connection, and runs on the thread that requests its result. */
    @Test
    void callWithoutThreadHoldsNoConnection() {
        Supplier<String> call = gate.beside(() -> "executed", ConnectionGateTest::reject);

        assertThat(gate.to(() -> "admitted")).isEqualTo("admitted");
        assertThat(call.get()).isEqualTo("executed");
    }

    private static void reject(Runnable task) {
        throw new RejectedExecutionException("no thread for " + task);
    }

    private static String fail() {
        throw new IllegalStateException("the call failed");
    }

    private Thread waiter() {
        return new Thread(() -> rejected(() -> true));
    }

    private static boolean isArriving(Thread waiter) {
        return waiter.isAlive() && !isWaiting(waiter);
    }

    private static boolean isWaiting(Thread waiter) {
        return waiter.getState() == Thread.State.TIMED_WAITING;
    }

    /** Makes a call that the gate rejects. */
    private Rejection rejected(Supplier<?> call) {
        long start = System.nanoTime();
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> gate.to(call));
        return new Rejection(problem, Duration.ofNanos(System.nanoTime() - start));
    }

    private record Rejection(ProblemException problem, Duration duration) {}
}
