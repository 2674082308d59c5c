package health.polaris.telemetry.search;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.security.access.Owner;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * Selects kind, id and time of people. Unlike {@link #sql}, this names the people in each table, so that a distributed
     * database can find them.
     */
    static Sql statement(Map<Owner, List<String>> people) {
        List<String> records = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        people.forEach((kind, ids) -> kinds(kind).forEach(table -> {
            records.add(("select '%1$s' as kind, x.%2$s as person, x.modified from %3$s x"
                            + " where x.%2$s = any(cast(? as varchar[])) and octet_length(x.%2$s) <= %4$s")
                    .formatted(kind.label(), table.owner(), table.table(), Condition.INDEXED_BYTES));
            values.add(array(ids));
        }));
        return Sql.numbered(
                "select kind, person, max(modified) from (" + String.join(" union all ", records)
                        + ") heard group by kind, person",
                values);
    }

    /** These texts as an array of PostgreSQL. */
    private static String array(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The owners of these records, by kind, in a fixed order. */
    private static Map<Owner, List<String>> owners(List<RecordView<?>> records) {
        Map<Owner, Set<String>> people = new EnumMap<>(Owner.class);
        for (RecordView<?> record : records) {
            people.computeIfAbsent(ownerKind(record), any -> new LinkedHashSet<>())
                    .add(owner(record));
        }
        Map<Owner, List<String>> lists = new EnumMap<>(Owner.class);
        people.forEach((kind, ids) -> lists.put(kind, List.copyOf(ids)));
        return lists;
    }

    /**
     * Adds to each record when the service last heard of the person.
     *
     * @param query returns the rows of a statement
     */
    static List<RecordView<?>> with(List<RecordView<?>> records, Function<Sql, List<Object[]>> query) {
        return records.isEmpty() ? records : with(records, query.apply(statement(owners(records))));
    }

    /** Adds the times in these rows to records of the people. */
    private static List<RecordView<?>> with(List<RecordView<?>> records, List<Object[]> rows) {
        Map<Person, OffsetDateTime> times = new HashMap<>();
        rows.forEach(row -> times.put(new Person((String) row[0], (String) row[1]), time(row[2])));
        return records.stream()
                .<RecordView<?>>map(record -> record.with(
                        Collections.singletonMap(KEY, times.get(Person.of(ownerKind(record), owner(record))))))
                .toList();
    }

    private static Owner ownerKind(RecordView<?> record) {
        return Arrays.stream(Owner.values())
                .filter(kind -> record.others().containsKey(kind.claim()))
                .findFirst()
                .orElseThrow();
    }

    private static String owner(RecordView<?> record) {
        return (String) record.others().get(ownerKind(record).claim());
    }

    /** The time as JDBC returns it; null for null. */
    public static OffsetDateTime time(Object value) {
        return value == null ? null : ((Timestamp) value).toLocalDateTime().atOffset(ZoneOffset.UTC);
    }

    /** The kinds of records that a kind of person has. */
    public static List<Searchable> kinds(Owner kind) {
        return Searchable.ALL.stream()
                .filter(records -> records.person() == kind)
                .toList();
    }
}
