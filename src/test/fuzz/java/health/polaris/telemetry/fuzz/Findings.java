package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Response statistics, and each kind of finding with its first request. */
final class Findings {
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> kinds = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, String> firsts = new ConcurrentSkipListMap<>();

    void note(Message sent, Reply reply, List<String> violations) {
        count(statuses, reply.status());
        count(kinds, sent.description().replaceFirst(":.*", ""));
        if (!violations.isEmpty()) {
            String kind = sent.operation + ", " + sent.description() + ", " + reply.status() + ": " + violations;
            count(counts, kind);
            firsts.putIfAbsent(kind, sent + "\n" + reply);
        }
    }

    void note(String kind, String details) {
        count(counts, kind);
        firsts.putIfAbsent(kind, details);
    }

    List<String> all() {
        return firsts.entrySet().stream()
                .map(first -> counts.get(first.getKey()) + " × " + first.getKey() + "\n" + first.getValue())
                .toList();
    }

    private static <K> void count(Map<K, AtomicInteger> counters, K key) {
        counters.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public String toString() {
        return "by status " + statuses + ", by kind " + kinds;
    }
}
