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

/** How often something may happen in a minute. */
class RateLimitTest {
    private static final int MANY_KEYS = 1_000;

    private final Time time = new Time();

    /** The first so many are allowed, and all others are not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60})
    void asManyAsTheLimitAreAllowed(int most) {
        RateLimit limit = new RateLimit(most, MANY_KEYS, time);

        assertThat(IntStream.rangeClosed(1, 3 * most)
                        .filter(number -> limit.count("key"))
                        .toArray())
                .containsExactly(IntStream.rangeClosed(1, most).toArray());
        assertThat(limit.isExhausted("key")).isTrue();
    }

    /** Each key has a limit of its own. */
    @Test
    void keysAreCountedApart() {
        RateLimit limit = new RateLimit(1, MANY_KEYS, time);
        limit.count("one");

        assertThat(limit.isExhausted("other")).isFalse();
        assertThat(limit.count("other")).isTrue();
    }

    /** A new minute begins at nought. */
    @Test
    void newMinuteBeginsAtNought() {
        RateLimit limit = new RateLimit(1, MANY_KEYS, time);
        limit.count("key");
        assertThat(limit.count("key")).isFalse();

        time.pass(Duration.ofMinutes(1));

        assertThat(limit.isExhausted("key")).isFalse();
        assertThat(limit.count("key")).isTrue();
    }

    /** When more keys come in a minute than are counted, those that are counted stay limited, and further ones are not. */
    @Test
    void memoryIsBounded() {
        RateLimit limit = new RateLimit(1, 2, time);
        limit.count("one");
        limit.count("two");

        assertThat(limit.count("one")).isFalse();
        assertThat(limit.count("three")).isTrue();
        assertThat(limit.count("three")).isTrue();
    }

    /** Threads at once are allowed as many as one thread is. */
    @Test
    void countIsExactUnderConcurrency() {
        RateLimit limit = new RateLimit(100, MANY_KEYS, time);
        limit.count("begins the minute");
        AtomicInteger allowed = new AtomicInteger();

        IntStream.range(0, 10_000).parallel().forEach(number -> {
            if (limit.count("key")) {
                allowed.incrementAndGet();
            }
        });

        assertThat(allowed.get()).isEqualTo(100);
    }

    /** A clock that stands still until time is made to pass. */
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
