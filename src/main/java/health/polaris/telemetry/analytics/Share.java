package health.polaris.telemetry.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Number of people in a group and their share of all people.
 *
 * @param name what the group has in common; null for the remainder
 * @param people null if suppressed
 * @param share from 0 to 1, rounded to six decimals; null if suppressed
 * @param href the search that lists the people; null without one
 */
public record Share(
        String name,
        Long people,
        Double share,
        @JsonInclude(JsonInclude.Include.NON_NULL) String href) {
    private static final double DECIMALS = 1e6;

    public Share(String name, Long people, Double share) {
        this(name, people, share, null);
    }

    /** Returns this share with the search that lists the people. */
    public Share linked(String search) {
        return new Share(name, people, share, search);
    }

    /** A group before suppression. */
    public record Group(String name, long people) {}

    /**
     * Returns the shares of these groups, which together are all people. Positive numbers below the smallest count are
     * suppressed. So is the next larger number, if the total would otherwise reveal a suppressed one.
     */
    public static List<Share> of(List<Group> groups, int smallestCount) {
        long all = groups.stream().mapToLong(Group::people).sum();
        long smallestReported = smallestReported(groups, smallestCount);
        return groups.stream()
                .map(group -> group.people() > 0 && group.people() < smallestReported
                        ? new Share(group.name(), null, null)
                        : new Share(group.name(), group.people(), fraction(group.people(), all)))
                .toList();
    }

    /** Returns the smallest number that is reported. */
    private static long smallestReported(List<Group> groups, int smallestCount) {
        List<Long> suppressed = groups.stream()
                .map(Group::people)
                .filter(people -> people > 0 && people < smallestCount)
                .toList();
        long sum = suppressed.stream().mapToLong(Long::longValue).sum();
        if (suppressed.isEmpty() || sum >= smallestCount) {
            return smallestCount;
        }
        return groups.stream().mapToLong(Group::people).filter(people -> people >= smallestCount).min().stream()
                .map(next -> next + 1)
                .findFirst()
                .orElse(smallestCount);
    }

    /** Returns the number, or null if it is suppressed. The number must not be part of a total. */
    public static Long reported(long number, int smallestCount) {
        return number > 0 && number < smallestCount ? null : number;
    }

    /**
     * Returns the number, which is the total of these parts or close to it. Null if the number is small, or if it would
     * reveal the suppressed parts, because they add up to less than the smallest count.
     */
    public static Long total(long number, LongStream parts, int smallestCount) {
        long suppressed = parts.filter(part -> part > 0 && part < smallestCount).sum();
        return suppressed > 0 && suppressed < smallestCount ? null : reported(number, smallestCount);
    }

    static double fraction(long number, long all) {
        return all == 0 ? 0 : Math.round(number * DECIMALS / all) / DECIMALS;
    }
}
