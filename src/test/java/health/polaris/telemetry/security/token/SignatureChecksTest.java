package health.polaris.telemetry.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many signatures are verified at once, and who waits. */
@Timeout(30)
class SignatureChecksTest {
    private static final int CALLERS = 300;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    /** Who ends makes room for the next. */
    @Test
    void turnsCanBeTakenAgain() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);

        for (int turn = 0; turn < 3; turn++) {
            checks.begin();
            checks.end();
        }
    }

    /** Who gets no turn in a second is refused with 503. */
    @Test
    void waitIsBounded() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);
        checks.begin();

        assertThatThrownBy(checks::begin)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refused ->
                                assertThat(refused.reason().refusal().status()).isEqualTo(503));
    }

    /** Of three hundred that come at once most are refused at once, so that they do not hold their threads. */
    @Test
    void queueIsBounded() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);
        checks.begin();

        List<Future<Duration>> refusals = Stream.<Callable<Duration>>generate(() -> () -> refusal(checks))
                .limit(CALLERS)
                .map(callers::submit)
                .toList();

        int quick = 0;
        for (Future<Duration> refusal : refusals) {
            quick += refusal.get().compareTo(Duration.ofMillis(900)) < 0 ? 1 : 0;
        }
        assertThat(quick).isBetween(CALLERS / 2, CALLERS - 100);
    }

    private static Duration refusal(SignatureChecks checks) {
        long start = System.nanoTime();
        assertThatThrownBy(checks::begin).isInstanceOf(InvalidToken.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
