package health.polaris.telemetry.search;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Filters by the changes of a record that its history has. */
public final class ChangeFilter {
    /** The name of the time in filters by time range. */
    public static final String TIME = "changed";

    /** Records of which this field was changed. */
    public static final String FIELD = "changed_field";

    static final String FROM = TIME + "_from";
    static final String TO = TIME + "_to";
    static final List<String> PARAMETERS = List.of(FROM, TO, FIELD);

    /** Matches what ended since history is known. Older versions of people under legal hold may be left. */
    public static final String KNOWN = "superseded > (select min(since) from history_start)";

    private ChangeFilter() {}

    static boolean isUsed(QueryParameters parameters) {
        return PARAMETERS.stream().anyMatch(parameters::has);
    }

    /** Returns the condition for records with a change that matches all filters; empty without a filter. */
    static Optional<Condition> condition(Searchable kind, QueryParameters parameters) {
        if (!isUsed(parameters)) {
            return Optional.empty();
        }
        StringBuilder changes = new StringBuilder("operation = 'U' and " + KNOWN);
        List<Object> values = new ArrayList<>();
        parameters.dateTime(FROM).ifPresent(from -> values.add(at(changes, " and superseded >= ", from)));
        parameters.dateTime(TO).ifPresent(to -> values.add(at(changes, " and superseded < ", to)));
        parameters.oneOf(FIELD, fields()).ifPresent(field -> {
            changes.append(" and ? = any(string_to_array(changed, ' '))");
            values.add(field);
        });
        return Optional.of(new Condition(
                "(r.%1$s, r.uuid) in (select %1$s, uuid from %2$s_history where %3$s)"
                        .formatted(kind.owner(), kind.table(), changes),
                values));
    }

    private static Object at(StringBuilder changes, String comparison, OffsetDateTime time) {
        changes.append(comparison).append("cast(? as timestamp) at time zone 'UTC'");
        return Position.utc(time);
    }

    /** The fields of all kinds. */
    private static String[] fields() {
        return Searchable.ALL.stream()
                .flatMap(kind -> RecordView.fieldNames(kind.fields()))
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }
}
