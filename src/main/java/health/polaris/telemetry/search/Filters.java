package health.polaris.telemetry.search;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.SortKey;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The filters of a search: query parameters that become conditions. Several together must all be met. */
final class Filters {
    private static final String KIND = "kind";
    private static final String LATEST = "latest";
    private static final String RESULT = "is_bg_value_correct";
    private static final String UNKNOWN = "unknown";
    private static final String IMPLAUSIBLE = "implausible";
    private static final String FROM = "_from";
    private static final String TO = "_to";

    /** Few records have one in common as a rule, and all where an app does not know it: their indexes have no order. */
    private static final Set<String> CODES = Set.of("unique_device_code", "serial_number");

    private Filters() {}

    /** The parameters that a search for these kinds takes. */
    static Set<String> known(List<Searchable> kinds) {
        Set<String> known = new TreeSet<>(Paging.PARAMETERS);
        kinds.forEach(kind -> {
            known.addAll(kind.fieldFilters());
            kind.times().keySet().forEach(time -> known.addAll(List.of(time + FROM, time + TO)));
        });
        known.addAll(kinds.contains(Searchable.METER) ? List.of(RESULT, IMPLAUSIBLE) : List.of(KIND, LATEST));
        return known;
    }

    /** Those of these kinds that are asked for: of one name, and with every field that a filter is about. */
    static List<Searchable> asked(List<Searchable> kinds, QueryParameters given) {
        String[] names = kinds.stream().map(Searchable::label).toArray(String[]::new);
        String name = given.oneOf(KIND, names).orElse("");
        List<Searchable> asked = kinds.stream()
                .filter(kind -> name.isEmpty() || kind.label().equals(name))
                .filter(kind -> missing(kind, kinds, given).isEmpty())
                .toList();
        if (asked.isEmpty()) {
            String fields = String.join(
                    ", ",
                    new TreeSet<>(kinds.stream()
                            .flatMap(kind -> missing(kind, kinds, given).stream())
                            .toList()));
            throw ProblemException.badRequest(
                    fields + ": the kind of installations that is asked for does not have this.");
        }
        return asked;
    }

    private static List<String> missing(Searchable kind, List<Searchable> kinds, QueryParameters given) {
        return kinds.stream()
                .flatMap(other -> other.fieldFilters().stream())
                .distinct()
                .filter(given::has)
                .filter(name -> !kind.fieldFilters().contains(name))
                .toList();
    }

    /** What a record of this kind must meet. */
    static List<Condition> conditions(Searchable kind, QueryParameters given) {
        List<Condition> conditions = new ArrayList<>();
        kind.ids().forEach(name -> given.text(name).ifPresent(id -> conditions.add(Condition.isId(name, id))));
        kind.texts()
                .forEach((name, column) ->
                        given.text(name).ifPresent(text -> conditions.add(Condition.isText(column, text))));
        kind.times().forEach((name, time) -> {
            given.dateTime(name + FROM).ifPresent(from -> conditions.add(time(time.sql() + " >= ?", from)));
            given.dateTime(name + TO).ifPresent(to -> conditions.add(time(time.sql() + " < ?", to)));
        });
        if (given.flag(LATEST)) {
            conditions.add(kind.isLatest());
        }
        given.oneOf(RESULT, "true", "false", UNKNOWN)
                .map(result -> result.equals(UNKNOWN) ? "null" : result)
                .ifPresent(result -> conditions.add(Condition.of("r.is_bg_value_correct is " + result)));
        given.oneOf(IMPLAUSIBLE, "true", "false")
                .map(value -> value.equals("true") ? MeterReading.IMPLAUSIBLE : MeterReading.PLAUSIBLE)
                .ifPresent(value -> conditions.add(Condition.of("(" + value + ")")));
        return List.copyOf(conditions);
    }

    /**
     * The time in whose order the records are: one that is searched from or to, since they are found in its index then, and
     * else when they were made.
     */
    static SortKey order(Searchable kind, QueryParameters given) {
        SortKey asked = Stream.concat(
                        Stream.of("created"), kind.times().keySet().stream().sorted())
                .filter(name -> given.has(name + FROM) || given.has(name + TO))
                .findFirst()
                .map(kind.times()::get)
                .orElse(SortKey.CREATED);
        return asked.equals(SortKey.CREATED) && !isSorted(kind, given) ? SortKey.ALL_CREATED : asked;
    }

    /**
     * Whether what one of the filters finds is in the order of creation in the index of this filter. PostgreSQL does not use an index so
     * for what is null.
     */
    private static boolean isSorted(Searchable kind, QueryParameters given) {
        return given.has(kind.owner())
                || kind.texts().keySet().stream().anyMatch(name -> given.has(name) && !CODES.contains(name))
                || given.text(RESULT).filter(result -> !result.equals(UNKNOWN)).isPresent()
                || given.flag(IMPLAUSIBLE);
    }

    private static Condition time(String sql, OffsetDateTime value) {
        return Condition.of(sql, value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }
}
