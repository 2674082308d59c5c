package health.polaris.telemetry.analytics.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.analytics.Href;
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
 * A group of people with its subgroups. Names that differ only in case are merged under the most frequent spelling.
 *
 * @param name what the group has in common; null for the remainder
 * @param people null if suppressed
 * @param share the share of all people; null if suppressed
 * @param parts the subgroups, largest first
 * @param href the search that lists the people; null for the remainder
 */
record PlatformGroup(
        String name,
        Long people,
        Double share,
        List<Share> parts,
        @JsonInclude(JsonInclude.Include.NON_NULL) String href) {
    private static final Comparator<Share.Group> LARGEST_FIRST =
            Comparator.comparingLong(Share.Group::people).reversed().thenComparing(Share.Group::name);

    PlatformGroup(String name, Long people, Double share, List<Share> parts) {
        this(name, people, share, parts, null);
    }

    /** Returns this group with the searches that list its people and those of its parts, by these filters. */
    PlatformGroup linked(Href all, String filter, String partFilter) {
        if (name == null) {
            return this;
        }
        Href own = matching(all, filter, name);
        return new PlatformGroup(
                name,
                people,
                share,
                parts.stream()
                        .map(part -> part.name() == null
                                ? part
                                : part.linked(
                                        matching(own, partFilter, part.name()).toString()))
                        .toList(),
                own.toString());
    }

    /** Long names are cut. */
    private static Href matching(Href all, String filter, String text) {
        boolean isCut = text.codePointCount(0, text.length()) >= Platforms.MAX_NAME;
        return all.with(isCut ? filter + "_starts" : filter, text);
    }

    /**
     * People with the same name and part, such as manufacturer and model. A null name or part stands for all others.
     */
    record Pair(String name, String part, long people) {}

    /**
     * Groups people by name and, within each name, by part. Keeps the largest groups, largest first, and merges the
     * remainder.
     */
    static List<PlatformGroup> of(List<Pair> pairs, int top, int smallestCount) {
        Map<String, List<Pair>> pairsByName = pairs.stream()
                .filter(pair -> pair.name() != null)
                .collect(Collectors.groupingBy(pair -> normalized(pair.name())));
        List<Share> shares = Share.of(groups(pairs, Pair::name, top), smallestCount);
        List<PlatformGroup> all = new ArrayList<>();
        for (Share share : shares) {
            List<Pair> own =
                    share.name() == null ? List.of() : pairsByName.getOrDefault(normalized(share.name()), List.of());
            List<Share> parts =
                    share.people() == null ? List.of() : Share.of(groups(own, Pair::part, top), smallestCount);
            all.add(new PlatformGroup(share.name(), share.people(), share.share(), parts));
        }
        return List.copyOf(all);
    }

    /**
     * Groups people by one of the names. The remainder, including people without a name, is the last group and has no
     * name.
     */
    private static List<Share.Group> groups(List<Pair> pairs, Function<Pair, String> name, int top) {
        Map<String, Map<String, Long>> spellings = pairs.stream()
                .filter(pair -> name.apply(pair) != null)
                .collect(Collectors.groupingBy(
                        pair -> normalized(name.apply(pair)),
                        HashMap::new,
                        Collectors.groupingBy(name, Collectors.summingLong(Pair::people))));
        List<Share.Group> groups = spellings.values().stream()
                .map(PlatformGroup::group)
                .sorted(LARGEST_FIRST)
                .collect(Collectors.toCollection(ArrayList::new));
        List<Share.Group> others = groups.subList(Math.min(top, groups.size()), groups.size());
        long rest = others.stream().mapToLong(Share.Group::people).sum()
                + pairs.stream()
                        .filter(pair -> name.apply(pair) == null)
                        .mapToLong(Pair::people)
                        .sum();
        others.clear();
        if (rest > 0) {
            groups.add(new Share.Group(null, rest));
        }
        return groups;
    }

    private static Share.Group group(Map<String, Long> spellings) {
        String mostFrequent = spellings.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        return new Share.Group(
                mostFrequent,
                spellings.values().stream().mapToLong(Long::longValue).sum());
    }

    private static String normalized(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
