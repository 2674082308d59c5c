package health.polaris.telemetry.analytics;

import java.util.List;

/**
 * How many of all people one group is.
 *
 * @param name what they have in common; null of those that are in no other group
 * @param people how many they are; null when that is too few to be told
 * @param share of all, from 0 to 1 in six decimals; null as well then
 */
public record Share(String name, Long people, Double share) {
    private static final double DECIMALS = 1e6;

    /** So many people with the same name of something. */
    public record Group(String name, long people) {}

    /**
     * The shares of these groups, which together are all people. A number from 1 to below the smallest that may be told is
     * left out; and so is the next larger one, where else the sum of all would tell what was left out.
     */
    public static List<Share> of(List<Group> groups, int smallest) {
        long all = groups.stream().mapToLong(Group::people).sum();
        long least = leastTold(groups, smallest);
        return groups.stream()
                .map(group -> group.people() > 0 && group.people() < least
                        ? new Share(group.name(), null, null)
                        : new Share(group.name(), group.people(), part(group.people(), all)))
                .toList();
    }

    /** The number from which on groups are told. */
    private static long leastTold(List<Group> groups, int smallest) {
        List<Long> leftOut = groups.stream()
                .map(Group::people)
                .filter(people -> people > 0 && people < smallest)
                .toList();
        long sum = leftOut.stream().mapToLong(Long::longValue).sum();
        if (leftOut.isEmpty() || sum >= smallest) {
            return smallest;
        }
        return groups.stream().mapToLong(Group::people).filter(people -> people >= smallest).min().stream()
                .map(next -> next + 1)
                .findFirst()
                .orElse(smallest);
    }

    /** A number that stands alone; null when it is too small to be told. */
    public static Long told(long number, int smallest) {
        return number > 0 && number < smallest ? null : number;
    }

    /** What part of all this is; 0 of none. */
    static double part(long number, long all) {
        return all == 0 ? 0 : Math.round(number * DECIMALS / all) / DECIMALS;
    }
}
