package health.polaris.telemetry.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits per key and minute. */
class RateLimitTest {
    private static final int MANY_KEYS = 1_000;

    private final Time time = new Time();

    /** Requests beyond the limit are rejected. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60})
    void countIsLimited(int max) {
        RateLimit limit = new RateLimit(max, MANY_KEYS, time);

        assertThat(IntStream.rangeClosed(1, 3 * max)
                        .filter(number -> limit.count("key"))
                        .toArray())
                .containsExactly(IntStream.rangeClosed(1, max).toArray());
        assertThat(limit.isExhausted("key")).isTrue();
    }

    /** Each key has its own limit. */
    @Test
    void keysAreCountedSeparately() {
        RateLimit limit = new RateLimit(1, MANY_KEYS, time);
        limit.count("one");

        assertThat(limit.isExhausted("other")).isFalse();
        assertThat(limit.count("other")).isTrue();
    }

    /** Each minute starts a new count. */
    @Test
    void newMinuteStartsANewCount() {
        RateLimit limit = new RateLimit(1, MANY_KEYS, time);
        limit.count("key");
        assertThat(limit.count("key")).isFalse();

        time.pass(Duration.ofMinutes(1));

        assertThat(limit.isExhausted("key")).isFalse();
        assertThat(limit.count("key")).isTrue();
    }

    /** With more keys than are counted, counted keys stay limited and others are not limited. */
    @Test
    void memoryIsBounded() {
        RateLimit limit = new RateLimit(1, 2, time);
        limit.count("one");
        limit.count("two");

        assertThat(limit.count("one")).isFalse();
        assertThat(limit.count("three")).isTrue();
        assertThat(limit.count("three")).isTrue();
    }

    /** Concurrent threads together get exactly the limit. */
    @Test
    void countIsExactUnderConcurrency() {
        RateLimit limit = new RateLimit(100, MANY_KEYS, time);
        limit.count("other");
        AtomicInteger allowed = new AtomicInteger();

        IntStream.range(0, 10_000).parallel().forEach(number -> {
            if (limit.count("key")) {
                allowed.incrementAndGet();
            }
        });

        assertThat(allowed.get()).isEqualTo(100);
    }

    /** A manual clock. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-01T12:00:30Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
