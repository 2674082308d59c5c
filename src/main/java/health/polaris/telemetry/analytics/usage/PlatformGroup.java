package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A group of people, and the groups that it consists of. Names that differ in upper and lower case only are one, in the
 * spelling that most have.
 *
 * @param name what they have in common
 * @param people how many they are; null when too few to be told
 * @param share of all
 * @param parts of this group, the largest first
 */
record PlatformGroup(String name, Long people, Double share, List<Share> parts) {
    private static final Comparator<Share.Group> LARGEST_FIRST =
            Comparator.comparingLong(Share.Group::people).reversed().thenComparing(Share.Group::name);

    /** So many people with this branch and this part of it. A null name stands for all others. */
    record Leaf(String branch, String name, long people) {}

    /** The largest first, and the rest as one; the same with the parts of each. */
    static List<PlatformGroup> of(List<Leaf> leaves, int top, int smallest) {
        Map<String, List<Leaf>> branches = leaves.stream()
                .filter(leaf -> leaf.branch() != null)
                .collect(Collectors.groupingBy(leaf -> folded(leaf.branch())));
        List<Share> shares = Share.of(groups(leaves, Leaf::branch, top), smallest);
        List<PlatformGroup> all = new ArrayList<>();
        for (Share share : shares) {
            List<Leaf> own = share.name() == null ? List.of() : branches.getOrDefault(folded(share.name()), List.of());
            List<Share> parts = share.people() == null ? List.of() : Share.of(groups(own, Leaf::name, top), smallest);
            all.add(new PlatformGroup(share.name(), share.people(), share.share(), parts));
        }
        return List.copyOf(all);
    }

    /** The last one, without a name, is of all that are not among the largest, or have no name. */
    private static List<Share.Group> groups(List<Leaf> leaves, Function<Leaf, String> name, int top) {
        Map<String, Map<String, Long>> spellings = leaves.stream()
                .filter(leaf -> name.apply(leaf) != null)
                .collect(Collectors.groupingBy(
                        leaf -> folded(name.apply(leaf)),
                        HashMap::new,
                        Collectors.groupingBy(name, Collectors.summingLong(Leaf::people))));
        List<Share.Group> groups = spellings.values().stream()
                .map(PlatformGroup::group)
                .sorted(LARGEST_FIRST)
                .collect(Collectors.toCollection(ArrayList::new));
        List<Share.Group> beyond = groups.subList(Math.min(top, groups.size()), groups.size());
        long rest = beyond.stream().mapToLong(Share.Group::people).sum()
                + leaves.stream()
                        .filter(leaf -> name.apply(leaf) == null)
                        .mapToLong(Leaf::people)
                        .sum();
        beyond.clear();
        if (rest > 0) {
            groups.add(new Share.Group(null, rest));
        }
        return groups;
    }

    private static Share.Group group(Map<String, Long> spellings) {
        String commonest = spellings.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        return new Share.Group(
                commonest,
                spellings.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
