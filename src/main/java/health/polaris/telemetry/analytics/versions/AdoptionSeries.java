package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.Series;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.search.VersionOrder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Collects people by kind, product, version and day, and derives the figures of adoption. */
final class AdoptionSeries {
    private static final Comparator<Product> ORDER = Comparator.comparing(Product::kind)
            .thenComparing(Product::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final List<LocalDate> days;
    private final Map<Product, Map<Group, long[]>> products = new TreeMap<>(ORDER);

    /**
     * Reads rows of kind, product, version, whether the version is unreadable, and people over time. A null product or
     * version stands for all others.
     */
    AdoptionSeries(List<LocalDate> days, List<Object[]> rows) {
        this.days = days;
        Series series = new Series(days);
        rows.forEach(row -> products.computeIfAbsent(
                        new Product((String) row[0], (String) row[1]), any -> new HashMap<>())
                .put(new Group((String) row[2], (boolean) row[3]), series.numbers(row[4])));
    }

    /** Returns the approximate size of the figures as JSON. */
    long bytes() {
        return days.size()
                * products.values().stream()
                        .flatMap(groups -> groups.keySet().stream())
                        .mapToLong(group -> Adoption.SHARE_BYTES + FigureSize.bytes(group.version()))
                        .reduce(products.size() * Adoption.POINT_BYTES, Long::sum);
    }

    /** Returns a figure for each kind and product. */
    List<Adoption> figures(int smallestCount) {
        return products.entrySet().stream()
                .map(product -> figure(product.getKey(), product.getValue(), smallestCount))
                .toList();
    }

    /** Returns the number of people at the last point; null if suppressed. */
    Long total(int smallestCount) {
        long[] ofProducts = products.values().stream()
                .mapToLong(groups -> groups.values().stream()
                        .mapToLong(people -> people[days.size() - 1])
                        .sum())
                .toArray();
        return Share.total(LongStream.of(ofProducts).sum(), LongStream.of(ofProducts), smallestCount);
    }

    private Adoption figure(Product product, Map<Group, long[]> people, int smallestCount) {
        List<String> named = VersionOrder.sorted(people.keySet().stream()
                .map(Group::version)
                .filter(Objects::nonNull)
                .toList());
        List<Adoption.Point> points = IntStream.range(0, days.size())
                .mapToObj(day -> point(day, people, named, smallestCount))
                .toList();
        return new Adoption(product.kind(), product.name(), named, points);
    }

    private Adoption.Point point(int day, Map<Group, long[]> people, List<String> named, int smallestCount) {
        List<Share.Group> groups = Stream.concat(
                        named.stream().map(version -> new Group(version, false)),
                        Stream.of(Group.UNREADABLE, Group.OTHER))
                .map(group -> new Share.Group(group.version(), people.containsKey(group) ? people.get(group)[day] : 0))
                .toList();
        List<Share> shares = Share.of(groups, smallestCount);
        long all = groups.stream().mapToLong(Share.Group::people).sum();
        return new Adoption.Point(
                days.get(day),
                Share.reported(all, smallestCount),
                shares.subList(0, named.size()),
                shares.get(named.size()),
                shares.get(named.size() + 1));
    }

    /** A version with a share of its own, or several merged ones. */
    private record Group(String version, boolean unreadable) {
        static final Group UNREADABLE = new Group(null, true);
        static final Group OTHER = new Group(null, false);
    }

    /** A kind and a product; a null name stands for all other products. */
    private record Product(String kind, String name) {}
}
