package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which versions of a product people have, over time: at the end of each day of a span (UTC), the version of the installation
 * of this product that they then used last. What an installation was before it was changed is not known any more.
 *
 * @param kind patient or clinician
 * @param appProduct the product
 * @param versions those that are told apart, oldest first
 * @param points the days
 */
record Adoption(String kind, String appProduct, List<String> versions, List<Point> points) {
    /**
     * How it was at the end of one day.
     *
     * @param date the day
     * @param people who had the product; null when too few to be told
     * @param versions how many had each version, in the order of the versions
     * @param other those with any other version, which has no name
     */
    record Point(LocalDate date, Long people, List<Share> versions, Share other) {}

    /** Sums up what has changed from each point in time to the next: kind, product, version, number of the point, people. */
    static Statement statement(Selection selection, Span span) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(span.points().stream().map(LocalDate::toString).collect(Collectors.joining(",")));
        parameters.add(last(span));
        StringBuilder sql = new StringBuilder("""
                with points as materialized (select cast(string_to_array(?, ',') as date[]) as days)
                select kind, app_product, app_version, width_bucket(day - 1, points.days), sum(people)
                from adoption_change cross join points where day <= ?""");
        selection.kind().ifPresent(kind -> {
            sql.append(" and kind = ?");
            parameters.add(kind.label());
        });
        selection.product().ifPresent(product -> {
            sql.append(" and app_product = ?");
            parameters.add(product);
        });
        return Statement.numbered(sql.append(" group by 1, 2, 3, 4").toString(), parameters);
    }

    private static LocalDate last(Span span) {
        List<LocalDate> points = span.points();
        return points.get(points.size() - 1);
    }

    /** One for each kind and product of these rows, with so many versions told apart: those that most people ever had. */
    static List<Adoption> of(List<Object[]> rows, Span span, int top, int smallest) {
        Map<List<String>, Map<String, long[]>> products = new TreeMap<>(Comparator.comparing(List::toString));
        for (Object[] row : rows) {
            products.computeIfAbsent(List.of((String) row[0], (String) row[1]), any -> new TreeMap<>())
                            .computeIfAbsent(
                                    (String) row[2],
                                    any -> new long[span.points().size()])[(int) Rows.number(row[3])] +=
                    Rows.number(row[4]);
        }
        List<Adoption> adoptions = new ArrayList<>();
        products.forEach((product, versions) -> {
            versions.values().forEach(Adoption::addUp);
            adoptions.add(new Series(versions, span.points(), top, smallest).adoption(product.get(0), product.get(1)));
        });
        return List.copyOf(adoptions);
    }

    private static void addUp(long[] changes) {
        for (int point = 1; point < changes.length; point++) {
            changes[point] += changes[point - 1];
        }
    }

    private record Series(Map<String, long[]> people, List<LocalDate> days, int top, int smallest) {
        Adoption adoption(String kind, String product) {
            List<String> told = people.entrySet().stream()
                    .filter(version -> most(version) > 0)
                    .sorted(Comparator.comparing(Series::most).reversed())
                    .limit(top)
                    .map(Map.Entry::getKey)
                    .sorted(VersionOrder.OLDEST_FIRST)
                    .toList();
            List<Point> points = new ArrayList<>();
            for (int day = 0; day < days.size(); day++) {
                points.add(point(day, told));
            }
            return new Adoption(kind, product, told, List.copyOf(points));
        }

        private static long most(Map.Entry<String, long[]> version) {
            return LongStream.of(version.getValue()).max().orElse(0);
        }

        private Point point(int day, List<String> told) {
            long all = people.values().stream().mapToLong(counts -> counts[day]).sum();
            List<Share.Group> groups = new ArrayList<>();
            told.forEach(version -> groups.add(new Share.Group(version, people.get(version)[day])));
            long named = groups.stream().mapToLong(Share.Group::people).sum();
            groups.add(new Share.Group(null, all - named));
            List<Share> shares = Share.of(groups, smallest);
            return new Point(
                    days.get(day), Share.told(all, smallest), shares.subList(0, told.size()), shares.get(told.size()));
        }
    }
}
