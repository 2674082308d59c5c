package health.polaris.telemetry.search;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.SortKey;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates the query parameters of a search into conditions, all of which must match. */
public final class Filters {
    private static final String KIND = "kind";
    private static final String LATEST = "latest";
    private static final String LATEST_OF_PRODUCT = "latest_of_product";
    private static final String RESULT = "is_bg_value_correct";
    private static final String UNKNOWN = "unknown";
    private static final String IMPLAUSIBLE = "implausible";
    private static final String IMPLAUSIBLE_DATE = Mark.IMPLAUSIBLE_DATE.key();
    private static final String FROM = "_from";
    private static final String TO = "_to";
    private static final String STARTS = "_starts";

    /**
     * Filters with unsorted indexes. Few records share a value, unless an app that does not know the value sends a
     * constant.
     */
    private static final Set<String> UNSORTED = Set.of("unique_device_code", "serial_number", "mobile_id");

    private Filters() {}

    /** Returns the names of the parameters of a search. */
    public static SortedSet<String> names(List<Searchable> kinds) {
        SortedSet<String> names = new TreeSet<>(Paging.PARAMETERS);
        kinds.forEach(kind -> names.addAll(ofKind(kind)));
        if (kinds.size() > 1) {
            names.add(KIND);
        }
        return names;
    }

    /** Returns the names of the filters that may have several values. */
    public static Set<String> repeatable(List<Searchable> kinds) {
        return kinds.stream().flatMap(kind -> kind.texts().keySet().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the names of the filters by text and by the start of a text. */
    public static Set<String> texts(List<Searchable> kinds) {
        return kinds.stream()
                .flatMap(kind -> kind.texts().keySet().stream())
                .flatMap(name -> Stream.of(name, name + STARTS))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The names of the filters of a kind. */
    private static Set<String> ofKind(Searchable kind) {
        Set<String> names = new TreeSet<>(kind.ids());
        names.addAll(texts(List.of(kind)));
        kind.times().keySet().forEach(time -> names.addAll(List.of(time + FROM, time + TO)));
        names.add(IMPLAUSIBLE_DATE);
        names.addAll(Silence.PARAMETERS);
        names.addAll(ChangeFilter.PARAMETERS);
        if (kind.equals(Searchable.METER)) {
            names.addAll(List.of(RESULT, IMPLAUSIBLE));
        } else {
            names.addAll(List.of(LATEST, LATEST_OF_PRODUCT));
            names.addAll(VersionRange.PARAMETERS);
        }
        return names;
    }

    /**
     * Returns the kinds that the request selects and that support all its filters.
     *
     * @throws ProblemException with 400 if there is none
     */
    public static List<Searchable> selectedKinds(List<Searchable> kinds, QueryParameters parameters) {
        String[] names = kinds.stream().map(Searchable::label).toArray(String[]::new);
        String name = parameters.oneOf(KIND, names).orElse("");
        List<Searchable> selected = kinds.stream()
                .filter(kind -> name.isEmpty() || kind.label().equals(name))
                .filter(kind -> unsupported(kind, kinds, parameters).isEmpty())
                .toList();
        if (selected.isEmpty()) {
            String fields = String.join(
                    ", ",
                    new TreeSet<>(kinds.stream()
                            .flatMap(kind -> unsupported(kind, kinds, parameters).stream())
                            .toList()));
            throw ProblemException.badRequest(fields + ": no kind of record supports this combination of filters.");
        }
        return selected;
    }

    private static List<String> unsupported(Searchable kind, List<Searchable> kinds, QueryParameters parameters) {
        return kinds.stream()
                .flatMap(other -> ofKind(other).stream())
                .distinct()
                .filter(parameters::has)
                .filter(name -> !ofKind(kind).contains(name))
                .toList();
    }

    /** Returns the conditions for records of this kind. */
    public static List<Condition> conditions(Searchable kind, QueryParameters parameters) {
        List<Condition> conditions = new ArrayList<>();
        kind.ids().forEach(name -> parameters.text(name).ifPresent(id -> conditions.add(Condition.idEquals(name, id))));
        kind.texts().forEach((name, column) -> {
            if (parameters.has(name)) {
                List<String> texts = parameters.texts(name);
                conditions.add(
                        UNSORTED.contains(name)
                                ? Condition.textEquals(column, texts)
                                : Condition.sortedTextEquals(column, texts));
            }
            start(parameters, name + STARTS)
                    .ifPresent(text -> conditions.add(
                            UNSORTED.contains(name)
                                    ? Condition.textStarts(column, text)
                                    : Condition.sortedTextStarts(kind.table(), column, text)));
        });
        kind.times().forEach((name, time) -> {
            parameters.dateTime(name + FROM).ifPresent(from -> conditions.add(time(time.sql() + " >= ?", from)));
            parameters.dateTime(name + TO).ifPresent(to -> conditions.add(time(time.sql() + " < ?", to)));
        });
        parameters
                .oneOf(IMPLAUSIBLE_DATE, "true", "false")
                .map(value -> value.equals("true") ? " > " : " <= ")
                .ifPresent(comparison ->
                        conditions.add(Condition.of(kind.time().sql() + comparison + PlausibleDate.LAST)));
        if (parameters.flag(LATEST)) {
            conditions.add(kind.isLatest());
        }
        if (parameters.flag(LATEST_OF_PRODUCT)) {
            conditions.add(kind.isLatestOfProduct());
        }
        conditions.addAll(Silence.conditions(kind, parameters));
        ChangeFilter.condition(kind, parameters).ifPresent(conditions::add);
        parameters
                .oneOf(RESULT, "true", "false", UNKNOWN)
                .map(result -> result.equals(UNKNOWN) ? "null" : result)
                .ifPresent(result -> conditions.add(Condition.of("r.is_bg_value_correct is " + result)));
        parameters
                .oneOf(IMPLAUSIBLE, "true", "false")
                .map(value -> value.equals("true") ? MeterReading.IMPLAUSIBLE : MeterReading.PLAUSIBLE)
                .ifPresent(value -> conditions.add(Condition.of("(" + value + ")")));
        return List.copyOf(conditions);
    }

    private static Optional<String> start(QueryParameters parameters, String name) {
        return parameters.text(name).map(text -> {
            if (text.isBlank()) {
                throw ProblemException.badRequest(name + ": must not be empty.");
            }
            return text;
        });
    }

    /**
     * Returns the sort key. A search by a time range or an implausible date is sorted by that time, because its index finds
     * the records, and any other by creation.
     */
    static SortKey sortKey(Searchable kind, QueryParameters parameters) {
        SortKey key = Stream.concat(
                        Stream.of("created"), kind.times().keySet().stream().sorted())
                .filter(name -> parameters.has(name + FROM) || parameters.has(name + TO))
                .findFirst()
                .map(kind.times()::get)
                .orElse(parameters.flag(IMPLAUSIBLE_DATE) ? kind.time() : SortKey.CREATED);
        return key.equals(SortKey.CREATED) && !isSortedByFilterIndex(kind, parameters) ? SortKey.ALL_CREATED : key;
    }

    /**
     * Returns whether the index of one of the filters is also sorted by creation, or finds so few records that these are
     * sorted. PostgreSQL does not use this order for null values.
     */
    private static boolean isSortedByFilterIndex(Searchable kind, QueryParameters parameters) {
        return parameters.has(kind.owner())
                || VersionRange.isUsed(parameters)
                || ChangeFilter.isUsed(parameters)
                || kind.texts().keySet().stream()
                        .filter(name -> !UNSORTED.contains(name))
                        .anyMatch(name -> parameters.has(name) || parameters.has(name + STARTS))
                || parameters
                        .text(RESULT)
                        .filter(result -> !result.equals(UNKNOWN))
                        .isPresent()
                || parameters.flag(IMPLAUSIBLE);
    }

    private static Condition time(String sql, OffsetDateTime value) {
        return Condition.of(sql, Position.utc(value));
    }
}
