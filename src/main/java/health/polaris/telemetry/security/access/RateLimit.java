package health.polaris.telemetry.security.access;

import health.polaris.telemetry.http.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits how often something happens for the same key in each minute of the clock. Its memory is bounded. */
final class RateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final int mostKeys;
    private final Clock clock;

    private volatile Window current = new Window(-1, Map.of());

    /**
     * A limit.
     *
     * @param most how often in a minute
     * @param mostKeys how many keys are counted in a minute; further ones are not limited
     */
    RateLimit(int most, int mostKeys, Clock clock) {
        this.most = most;
        this.mostKeys = mostKeys;
        this.clock = clock;
    }

    /** Counts once for this key; false if that is more often than allowed. */
    boolean count(String key) {
        Map<ByteBuffer, AtomicInteger> counts = window().counts();
        ByteBuffer hash = hash(key);
        AtomicInteger count = counts.size() < mostKeys
                ? counts.computeIfAbsent(hash, first -> new AtomicInteger())
                : counts.getOrDefault(hash, new AtomicInteger());
        return count.incrementAndGet() <= most;
    }

    /** Whether this key has been counted as often as allowed. */
    boolean isExhausted(String key) {
        AtomicInteger count = window().counts().get(hash(key));
        return count != null && count.get() >= most;
    }

    private Window window() {
        long number = clock.millis() / WINDOW.toMillis();
        Window window = current;
        if (window.number() != number) {
            // threads that do this at the same moment may lose a few counts to each other
            window = new Window(number, new ConcurrentHashMap<>());
            current = window;
        }
        return window;
    }

    /** A key may be long, and chosen by a client. */
    private static ByteBuffer hash(String key) {
        return ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private record Window(long number, Map<ByteBuffer, AtomicInteger> counts) {}
}
