package health.polaris.telemetry.fleet;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Collects people by kind, product, version and day, and makes the figures of adoption. */
final class AdoptionSeries {
    private static final Comparator<Product> ORDER = Comparator.comparing(Product::kind)
            .thenComparing(Product::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final List<LocalDate> days;
    private final Map<LocalDate, Integer> positions;
    private final Map<Product, Map<String, long[]>> products = new TreeMap<>(ORDER);

    AdoptionSeries(List<LocalDate> days) {
        this.days = days;
        this.positions = IntStream.range(0, days.size()).boxed().collect(Collectors.toMap(days::get, at -> at));
    }

    /** Adds a row that begins with kind, product, version and people. A null product or version stands for all others. */
    void add(Object[] row, LocalDate day) {
        products.computeIfAbsent(new Product((String) row[0], (String) row[1]), any -> new HashMap<>())
                        .computeIfAbsent((String) row[2], any -> new long[days.size()])[positions.get(day)] +=
                Rows.number(row[3]);
    }

    /** A figure for each kind and product: the versions with the highest peaks, and all others as one. */
    List<Adoption> figures(int top, int smallest) {
        return products.entrySet().stream()
                .map(product -> figure(product.getKey(), product.getValue(), top, smallest))
                .toList();
    }

    private Adoption figure(Product product, Map<String, long[]> people, int top, int smallest) {
        List<String> named = people.keySet().stream()
                .filter(version -> version != null && most(people.get(version)) > 0)
                .sorted(Comparator.comparingLong((String version) -> most(people.get(version)))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(top)
                .sorted(VersionOrder.OLDEST_FIRST)
                .toList();
        List<Adoption.Point> points = IntStream.range(0, days.size())
                .mapToObj(day -> point(day, people, named, smallest))
                .toList();
        return new Adoption(product.kind(), product.name(), named, points);
    }

    private Adoption.Point point(int day, Map<String, long[]> people, List<String> named, int smallest) {
        long all = people.values().stream().mapToLong(counts -> counts[day]).sum();
        long[] counts =
                named.stream().mapToLong(version -> people.get(version)[day]).toArray();
        List<Share.Group> groups = IntStream.rangeClosed(0, counts.length)
                .mapToObj(at -> at < counts.length
                        ? new Share.Group(named.get(at), counts[at])
                        : new Share.Group(null, all - Arrays.stream(counts).sum()))
                .toList();
        List<Share> shares = Share.of(groups, smallest);
        return new Adoption.Point(
                days.get(day), Share.told(all, smallest), shares.subList(0, counts.length), shares.get(counts.length));
    }

    private static long most(long[] people) {
        return LongStream.of(people).max().orElse(0);
    }

    /** A kind and a product; a null name stands for all other products. */
    private record Product(String kind, String name) {}
}
