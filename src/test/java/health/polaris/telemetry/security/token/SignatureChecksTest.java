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

/** Bounds of concurrent signature checks and of their queue. */
@Timeout(30)
class SignatureChecksTest {
    private static final int CALLERS = 300;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    /** A completed check admits the next. */
    @Test
    void completedCheckAdmitsTheNext() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);

        for (int i = 0; i < 3; i++) {
            checks.begin();
            checks.end();
        }
    }

    /** A check that waits for a second is rejected with 503. */
    @Test
    void waitIsBounded() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);
        checks.begin();

        assertThatThrownBy(checks::begin)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        rejected ->
                                assertThat(rejected.reason().problem().status()).isEqualTo(503));
    }

    /** With a full queue checks are rejected at once. */
    @Test
    void queueIsBounded() throws Exception {
        SignatureChecks checks = new SignatureChecks(1);
        checks.begin();

        List<Future<Duration>> rejections = Stream.<Callable<Duration>>generate(() -> () -> rejection(checks))
                .limit(CALLERS)
                .map(callers::submit)
                .toList();

        int quick = 0;
        for (Future<Duration> rejection : rejections) {
            quick += rejection.get().compareTo(Duration.ofMillis(900)) < 0 ? 1 : 0;
        }
        assertThat(quick).isBetween(CALLERS / 2, CALLERS - 100);
    }

    private static Duration rejection(SignatureChecks checks) {
        long start = System.nanoTime();
        assertThatThrownBy(checks::begin).isInstanceOf(InvalidToken.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
