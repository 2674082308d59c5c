package health.polaris.telemetry.search;

import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.security.access.Owner;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** When the service last heard of a person: the latest creation or change of any record of that person. */
public final class LastHeard {
    /** The key of records and matches in responses. */
    public static final String KEY = "last_heard";

    private LastHeard() {}

    /**
     * An SQL expression for the time, in UTC; null for a person without records.
     *
     * @param person an SQL expression for the id of the person
     */
    public static String sql(Owner kind, String person) {
        return kinds(kind).stream()
                .map(records -> "(select max(x.modified) from %s x where x.%s = %s and octet_length(x.%2$s) <= %4$s)"
                        .formatted(records.table(), records.owner(), person, Condition.INDEXED_BYTES))
                .collect(Collectors.joining(", ", "greatest(", ")"));
    }

    /** The time as JDBC returns it; null for null. */
    public static OffsetDateTime time(Object value) {
        return value == null ? null : ((Timestamp) value).toLocalDateTime().atOffset(ZoneOffset.UTC);
    }

    /** The kinds of records that a kind of person has. */
    static List<Searchable> kinds(Owner kind) {
        return Searchable.ALL.stream()
                .filter(records -> records.person() == kind)
                .toList();
    }
}
