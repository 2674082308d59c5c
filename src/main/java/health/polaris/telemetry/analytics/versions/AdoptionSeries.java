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

/** Collects people by kind, product, version and day, and makes the figures of adoption. */
public final class AdoptionSeries {
    private static final Comparator<Product> ORDER = Comparator.comparing(Product::kind)
            .thenComparing(Product::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final List<LocalDate> days;
    private final Map<Product, Map<String, long[]>> products = new TreeMap<>(ORDER);

    /** Of rows of kind, product, version and people over time. A null product or version stands for all others. */
    AdoptionSeries(List<LocalDate> days, List<Object[]> rows) {
        this.days = days;
        Series series = new Series(days);
        rows.forEach(row -> products.computeIfAbsent(
                        new Product((String) row[0], (String) row[1]), any -> new HashMap<>())
                .put((String) row[2], series.numbers(row[3])));
    }

    /** About how long the figures are as JSON. */
    long bytes() {
        return days.size()
                * products.values().stream()
                        .flatMap(versions -> versions.keySet().stream())
                        .mapToLong(version -> Adoption.SHARE_BYTES + FigureSize.bytes(version))
                        .reduce(products.size() * Adoption.POINT_BYTES, Long::sum);
    }

    /** A figure for each kind and product. */
    List<Adoption> figures(int smallest) {
        return products.entrySet().stream()
                .map(product -> figure(product.getKey(), product.getValue(), smallest))
                .toList();
    }

    private Adoption figure(Product product, Map<String, long[]> people, int smallest) {
        List<String> named = VersionOrder.sorted(people.keySet().stream().filter(Objects::nonNull));
        long[] other = people.getOrDefault(null, new long[days.size()]);
        List<Adoption.Point> points = IntStream.range(0, days.size())
                .mapToObj(day -> point(day, people, named, other[day], smallest))
                .toList();
        return new Adoption(product.kind(), product.name(), named, points);
    }

    private Adoption.Point point(int day, Map<String, long[]> people, List<String> named, long other, int smallest) {
        List<Share.Group> groups = IntStream.rangeClosed(0, named.size())
                .mapToObj(at -> at < named.size()
                        ? new Share.Group(named.get(at), people.get(named.get(at))[day])
                        : new Share.Group(null, other))
                .toList();
        List<Share> shares = Share.of(groups, smallest);
        long all = groups.stream().mapToLong(Share.Group::people).sum();
        return new Adoption.Point(
                days.get(day), Share.told(all, smallest), shares.subList(0, named.size()), shares.get(named.size()));
    }

    /** A kind and a product; a null name stands for all other products. */
    private record Product(String kind, String name) {}
}
