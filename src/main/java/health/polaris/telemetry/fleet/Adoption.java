package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * People per version of a product at the end of each day (UTC). Each person counts with the latest installation of the product. Completed days
 * are read from the table {@code adoption_day}, which {@link AdoptionObserver} fills; the current day is counted on request.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products but the largest
 * @param versions the versions with a share of their own, oldest first
 * @param points the days
 */
record Adoption(String kind, String appProduct, List<String> versions, List<Point> points) {
    /**
     * The end of one day.
     *
     * @param date the day
     * @param people who had the product; null when suppressed
     * @param versions how many had each version, in the order of the versions
     * @param other those with any other version, which has no name
     */
    record Point(LocalDate date, Long people, List<Share> versions, Share other) {}

    /** Finds the last day that was observed, null if there is none, and the number of observations. */
    static Statement lastObserved() {
        return Statement.numbered("select max(last_day), count(*) from adoption_observation", List.of());
    }

    /** Finds what was observed on days: kind, product, version, people, day. */
    static Statement observed(Selection selection, List<LocalDate> days) {
        List<Object> values = new ArrayList<>();
        values.add(days.stream().map(LocalDate::toString).collect(Collectors.joining(",")));
        StringBuilder sql = new StringBuilder("select kind, app_product, app_version, people, day from adoption_day"
                + " where day = any (cast(string_to_array(?, ',') as date[]))");
        selection.kind().ifPresent(kind -> {
            sql.append(" and kind = ?");
            values.add(kind.label());
        });
        selection.product().ifPresent(product -> {
            sql.append(" and app_product = ?");
            values.add(product);
        });
        return Statement.numbered(sql.toString(), values);
    }

    /** Counts people at the end of a day from the records: kind, product, version, people. */
    static Statement counted(Kind kind, Selection selection, LocalDate day) {
        LatestOfProduct latest = LatestOfProduct.of(
                kind, selection.product(), Optional.of(day.plusDays(1).atStartOfDay()));
        return Statement.numbered(
                "select '%s', app_product, app_version, count(*) from %s latest group by 2, 3"
                        .formatted(kind.label(), latest.sql()),
                latest.values());
    }
}
