package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.Series;
import health.polaris.telemetry.analytics.Share;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Collects people by kind, product, version and day, and derives the figures of adoption. */
final class AdoptionSeries {
    private static final Comparator<Product> ORDER = Comparator.comparing(Product::kind)
            .thenComparing(Product::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final List<LocalDate> days;
    private final Map<Product, Map<String, long[]>> products = new TreeMap<>(ORDER);

    /** Reads rows of kind, product, version and people over time. A null product or version stands for all others. */
    AdoptionSeries(List<LocalDate> days, List<Object[]> rows) {
        this.days = days;
        Series series = new Series(days);
        rows.forEach(row -> products.computeIfAbsent(
                        new Product((String) row[0], (String) row[1]), any -> new HashMap<>())
                .put((String) row[2], series.numbers(row[3])));
    }

    /** Returns the approximate size of the figures as JSON. */
    long bytes() {
        return days.size()
                * products.values().stream()
                        .flatMap(versions -> versions.keySet().stream())
                        .mapToLong(version -> Adoption.SHARE_BYTES + FigureSize.bytes(version))
                        .reduce(products.size() * Adoption.POINT_BYTES, Long::sum);
    }

    /** Returns a figure for each kind and product. */
    List<Adoption> figures(int smallestCount) {
        return products.entrySet().stream()
                .map(product -> figure(product.getKey(), product.getValue(), smallestCount))
                .toList();
    }

    private Adoption figure(Product product, Map<String, long[]> people, int smallestCount) {
        List<String> named = VersionOrder.sorted(people.keySet().stream().filter(Objects::nonNull));
        long[] other = people.getOrDefault(null, new long[days.size()]);
        List<Adoption.Point> points = IntStream.range(0, days.size())
                .mapToObj(day -> point(day, people, named, other[day], smallestCount))
                .toList();
        return new Adoption(product.kind(), product.name(), named, points);
    }

    private Adoption.Point point(
            int day, Map<String, long[]> people, List<String> named, long other, int smallestCount) {
        List<Share.Group> groups = IntStream.rangeClosed(0, named.size())
                .mapToObj(index -> index < named.size()
                        ? new Share.Group(named.get(index), people.get(named.get(index))[day])
                        : new Share.Group(null, other))
                .toList();
        List<Share> shares = Share.of(groups, smallestCount);
        long all = groups.stream().mapToLong(Share.Group::people).sum();
        return new Adoption.Point(
                days.get(day),
                Share.reported(all, smallestCount),
                shares.subList(0, named.size()),
                shares.get(named.size()));
    }

    /** A kind and a product; a null name stands for all other products. */
    private record Product(String kind, String name) {}
}
