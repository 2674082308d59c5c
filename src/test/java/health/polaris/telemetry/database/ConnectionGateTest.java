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

/** Who may work with the database, and when. */
class ConnectionGateTest {
    private static final int LONGEST_QUEUE = 200;

    private final ConnectionGate onePlace = new OnePlace();

    /** Who waits for a place goes before who comes later, also before the one who has just given it back. */
    @Test
    void whoWaitsGoesFirst() throws Exception {
        List<String> turns = new CopyOnWriteArrayList<>();
        Supplier<Boolean> later = () -> turns.add("who comes later");
        Thread waiting = new Thread(() -> onePlace.to(() -> turns.add("who waits")));

        onePlace.to(() -> {
            waiting.start();
            Await.until(() -> isWaiting(waiting));
            return turns.add("who is there");
        });
        onePlace.to(later);
        waiting.join();

        assertThat(turns).containsExactly("who is there", "who waits", "who comes later");
    }

    /** Who gets no place for a second is told to come back, and has not been let in. */
    @Test
    void whoWaitsTooLongIsRefused() {
        AtomicInteger letIn = new AtomicInteger();

        Refused refused = onePlace.to(() -> refused(letIn::incrementAndGet));

        assertThat(refused.after()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(refused.refusal().status()).isEqualTo(503);
        assertThat(refused.refusal().headers()).containsEntry("Retry-After", "2");
        assertThat(letIn).hasValue(0);
    }

    /** One more than the queue has room for is refused while all the others go on waiting. */
    @Test
    void queueIsBounded() {
        Await.until(() -> onePlace.to(this::isOneTooManyRefusedAtOnce));
    }

    /**
     * One after the other comes to the queue, so that none slips in beside another. If some have been refused for waiting too long
     * before the last one came, the machine was too slow to tell.
     */
    private boolean isOneTooManyRefusedAtOnce() {
        List<Thread> queue = Stream.generate(this::waiter).limit(LONGEST_QUEUE).toList();
        for (Thread next : queue) {
            next.start();
            while (isOnItsWay(next)) {
                Thread.onSpinWait();
            }
        }

        Refused refused = refused(() -> true);

        boolean allWait = queue.stream().allMatch(ConnectionGateTest::isWaiting);
        queue.forEach(Thread::interrupt);
        Await.until(() -> queue.stream().noneMatch(Thread::isAlive));
        return allWait && refused.refusal().status() == 503;
    }

    /** A refusal does not make room for another, and a call that fails gives its place back. */
    @Test
    void placesAreNeitherMadeNorLost() {
        onePlace.to(() -> refused(() -> true));
        assertThatThrownBy(() -> onePlace.to(ConnectionGateTest::fail)).isInstanceOf(IllegalStateException.class);

        Refused stillOne = onePlace.to(() -> refused(() -> true));

        assertThat(stillOne.refusal().status()).isEqualTo(503);
        assertThat(onePlace.to(() -> "there is a place")).isEqualTo("there is a place");
    }

    /** A call for which there is no thread leaves its place to others, and is made by the one who asks for its result, if anybody does. */
    @Test
    void callWithoutThreadHoldsNoPlace() {
        Supplier<String> call = onePlace.beside(() -> "made", ConnectionGateTest::reject);

        assertThat(onePlace.to(() -> "there is a place")).isEqualTo("there is a place");
        assertThat(call.get()).isEqualTo("made");
    }

    private static void reject(Runnable task) {
        throw new RejectedExecutionException("there is no thread for " + task);
    }

    private static String fail() {
        throw new IllegalStateException("the call failed");
    }

    private Thread waiter() {
        return new Thread(() -> refused(() -> true));
    }

    private static boolean isOnItsWay(Thread waiter) {
        return waiter.isAlive() && !isWaiting(waiter);
    }

    private static boolean isWaiting(Thread waiter) {
        return waiter.getState() == Thread.State.TIMED_WAITING;
    }

    /** A call that is not let in. */
    private Refused refused(Supplier<?> call) {
        long start = System.nanoTime();
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> onePlace.to(call));
        return new Refused(refusal, Duration.ofNanos(System.nanoTime() - start));
    }

    private record Refused(ProblemException refusal, Duration after) {}
}
