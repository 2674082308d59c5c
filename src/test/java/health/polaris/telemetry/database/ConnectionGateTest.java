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

/** Admission to the database, with one connection. */
class ConnectionGateTest {
    private static final int MAX_QUEUE_LENGTH = 200;

    private final ConnectionGate gate = new SingleConnectionGate();

    /** A waiting call goes before a later one, even before one on the thread that released the connection. */
    @Test
    void waitingCallGoesFirst() throws Exception {
        List<String> turns = new CopyOnWriteArrayList<>();
        Supplier<Boolean> later = () -> turns.add("later");
        Thread waiting = new Thread(() -> gate.call(() -> turns.add("waiting")));

        gate.call(() -> {
            waiting.start();
            Await.until(() -> isWaiting(waiting));
            return turns.add("first");
        });
        gate.call(later);
        waiting.join();

        assertThat(turns).containsExactly("first", "waiting", "later");
    }

    /** A call that waits for a second is rejected and not run. */
    @Test
    void waitIsBounded() {
        AtomicInteger calls = new AtomicInteger();

        Rejection rejection = gate.call(() -> rejection(calls::incrementAndGet));

        assertThat(rejection.after()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(rejection.problem().status()).isEqualTo(503);
        assertThat(rejection.problem().headers()).containsEntry("Retry-After", "2");
        assertThat(calls).hasValue(0);
    }

    /** With a full queue another call is rejected at once, and the others continue to wait. */
    @Test
    void queueIsBounded() {
        Await.until(() -> gate.call(this::isOneTooManyRejectedAtOnce));
    }

    /**
     * Fills the queue and makes one more call. On a slow machine, some calls may time out before the last one arrives.
     * The method then returns false, and the test calls it again.
     */
    private boolean isOneTooManyRejectedAtOnce() {
        List<Thread> queue =
                Stream.generate(this::waiter).limit(MAX_QUEUE_LENGTH).toList();
        queue.forEach(Thread::start);
        while (queue.stream().anyMatch(ConnectionGateTest::isStarting)) {
            Thread.onSpinWait();
        }

        Rejection rejection = rejection(() -> true);

        boolean allWait = queue.stream().allMatch(ConnectionGateTest::isWaiting);
        queue.forEach(Thread::interrupt);
        Await.until(() -> queue.stream().noneMatch(Thread::isAlive));
        return allWait && rejection.problem().status() == 503;
    }

    /** A rejected call releases no connection, and a failed call releases its own. */
    @Test
    void connectionsAreNeitherAddedNorLost() {
        gate.call(() -> rejection(() -> true));
        assertThatThrownBy(() -> gate.call(ConnectionGateTest::fail)).isInstanceOf(IllegalStateException.class);

        Rejection second = gate.call(() -> rejection(() -> true));

        assertThat(second.problem().status()).isEqualTo(503);
        assertThat(gate.call(() -> "admitted")).isEqualTo("admitted");
    }

    /** A call without a thread holds no connection, and runs on the thread that gets its result. */
    @Test
    void callWithoutThreadHoldsNoConnection() {
        Supplier<String> call = gate.startInParallel(() -> "done", ConnectionGateTest::reject);

        assertThat(gate.call(() -> "admitted")).isEqualTo("admitted");
        assertThat(call.get()).isEqualTo("done");
    }

    private static void reject(Runnable task) {
        throw new RejectedExecutionException("no thread for " + task);
    }

    private static String fail() {
        throw new IllegalStateException("the call failed");
    }

    private Thread waiter() {
        return new Thread(() -> rejection(() -> true));
    }

    private static boolean isStarting(Thread waiter) {
        return waiter.isAlive() && !isWaiting(waiter);
    }

    private static boolean isWaiting(Thread waiter) {
        return waiter.getState() == Thread.State.TIMED_WAITING;
    }

    /** Makes a call that is rejected. */
    private Rejection rejection(Supplier<?> call) {
        long start = System.nanoTime();
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> gate.call(call));
        return new Rejection(problem, Duration.ofNanos(System.nanoTime() - start));
    }

    private record Rejection(ProblemException problem, Duration after) {}
}
