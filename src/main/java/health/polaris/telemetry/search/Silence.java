package health.polaris.telemetry.search;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.query.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Filters by when the service last heard of the person ({@link LastHeard}). */
public final class Silence {
    /** People who have not been heard of for this number of days. */
    public static final String SILENT = "silent_for_days";

    /** People who have been heard of within this number of days. */
    public static final String HEARD = "heard_within_days";

    static final List<String> PARAMETERS = List.of(SILENT, HEARD);

    private static final int MAX_DAYS = 36_500;

    private Silence() {}

    static List<Condition> conditions(Searchable kind, QueryParameters parameters) {
        List<Condition> conditions = new ArrayList<>();
        if (parameters.has(SILENT)) {
            String end = ago(parameters.number(SILENT, 1, MAX_DAYS, 1));
            // records of silent people are old: the index of the order need not be read from its end
            conditions.add(Condition.of("r.created <= " + end));
            conditions.add(Condition.of("not " + heardSince(kind, end)));
        }
        if (parameters.has(HEARD)) {
            conditions.add(Condition.of(heardSince(kind, ago(parameters.number(HEARD, 1, MAX_DAYS, 1)))));
        }
        return conditions;
    }

    private static String heardSince(Searchable kind, String time) {
        return LastHeard.kinds(kind.person()).stream()
                .map(records -> "exists (select from %1$s x where x.%2$s = r.%2$s and x.modified > %3$s)"
                        .formatted(records.table(), records.owner(), time))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String ago(int days) {
        return String.format(Locale.ROOT, "(now() at time zone 'UTC' - interval '%d days')", days);
    }
}
