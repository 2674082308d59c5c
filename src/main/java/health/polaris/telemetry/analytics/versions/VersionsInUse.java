package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.search.VersionOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The versions of a product in use, split by whether they are below a given version.
 *
 * @param below the versions below, each with its people
 * @param unreadable the versions that cannot be read, each with its people
 * @param others the number of people with other versions
 */
record VersionsInUse(Map<String, Long> below, Map<String, Long> unreadable, long others) {
    /** Splits versions, each with its people. */
    static VersionsInUse of(Map<String, Long> people, String version) {
        Map<String, Long> unreadable = new TreeMap<>(people);
        unreadable.keySet().removeIf(VersionOrder::isReadable);
        Map<String, Long> below = new TreeMap<>(people);
        below.keySet().retainAll(VersionOrder.below(version, people.keySet().stream()));
        return new VersionsInUse(below, unreadable, sum(people) - sum(below) - sum(unreadable));
    }

    /** Adds up the versions of two kinds of people. */
    VersionsInUse plus(VersionsInUse other) {
        return new VersionsInUse(sum(below, other.below), sum(unreadable, other.unreadable), others + other.others);
    }

    /** Returns the shares of outdated people, of people with an unreadable version, and of others. */
    List<Share> shares(int smallestCount) {
        return Share.of(
                List.of(
                        new Share.Group("below", sum(below)),
                        new Share.Group("unreadable", sum(unreadable)),
                        new Share.Group("others", others)),
                smallestCount);
    }

    /** Returns the number of all people; null if one of the shares is suppressed, because the outdated people are listed. */
    Long total(int smallestCount) {
        boolean revealing = shares(smallestCount).stream().map(Share::people).anyMatch(Objects::isNull);
        return revealing ? null : people();
    }

    long people() {
        return sum(below) + sum(unreadable) + others;
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> both = new TreeMap<>(one);
        other.forEach((version, people) -> both.merge(version, people, Long::sum));
        return both;
    }

    private static long sum(Map<String, Long> people) {
        return people.values().stream().mapToLong(Long::longValue).sum();
    }
}
