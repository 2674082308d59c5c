package health.polaris.telemetry.security.access;

import health.polaris.telemetry.http.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Fixed-window rate limit per key and minute, with bounded memory. */
final class RateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int max;
    private final int maxKeys;
    private final Clock clock;

    private volatile Window current = new Window(-1, Map.of());

    /**
     * Creates a limit.
     *
     * @param max events per key and minute
     * @param maxKeys keys counted per minute; further keys are not limited
     */
    RateLimit(int max, int maxKeys, Clock clock) {
        this.max = max;
        this.maxKeys = maxKeys;
        this.clock = clock;
    }

    /** Counts an event; false if the key has exceeded the limit. */
    boolean count(String key) {
        Map<ByteBuffer, AtomicInteger> counts = window().counts();
        ByteBuffer hash = hash(key);
        AtomicInteger count = counts.size() < maxKeys
                ? counts.computeIfAbsent(hash, first -> new AtomicInteger())
                : counts.getOrDefault(hash, new AtomicInteger());
        return count.incrementAndGet() <= max;
    }

    /** Whether the key has reached the limit. */
    boolean isExhausted(String key) {
        AtomicInteger count = window().counts().get(hash(key));
        return count != null && count.get() >= max;
    }

    private Window window() {
        long number = clock.millis() / WINDOW.toMillis();
        Window window = current;
        if (window.number() != number) {
            // concurrent threads may lose a few counts here
            window = new Window(number, new ConcurrentHashMap<>());
            current = window;
        }
        return window;
    }

    /** Hashed, because clients choose the keys and their length. */
    private static ByteBuffer hash(String key) {
        return ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private record Window(long number, Map<ByteBuffer, AtomicInteger> counts) {}
}
