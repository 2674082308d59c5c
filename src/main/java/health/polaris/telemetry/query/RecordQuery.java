package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.AuditedRecord;
import health.polaris.telemetry.paging.Position;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search for records of one kind.
 *
 * @param kind the entity class
 * @param conditions all must match
 * @param sortKey the time that sorts the records
 * @param order the direction
 * @param after the position after which the records start; empty for the first page
 */
public record RecordQuery<R extends AuditedRecord<?>>(
        Class<R> kind, List<Condition> conditions, SortKey sortKey, Order order, Optional<Position> after) {

    private static final int MAX_BYTES = 256 * 1024;

    /**
     * Compares ids bytewise, because records of two kinds are merged in Java, independently of the collation of the
     * database.
     */
    private static final String UUID = "r.uuid collate \"C\"";

    public enum Order {
        NEWEST_FIRST("desc", "<"),
        OLDEST_FIRST("asc", ">");

        private final String direction;
        private final String comparison;

        Order(String direction, String comparison) {
            this.direction = direction;
            this.comparison = comparison;
        }
    }

    /** Returns the same search starting after this position. */
    public RecordQuery<R> after(Position position) {
        return new RecordQuery<>(kind, conditions, sortKey, order, Optional.of(position));
    }

    /** Finds all records of one person, newest first. */
    public static <R extends AuditedRecord<?>> RecordQuery<R> ofPerson(
            Class<R> kind, String owner, Optional<Position> after) {
        Condition ofOwner = Condition.idEquals(EntityTable.of(kind).ownerColumn(), owner);
        return new RecordQuery<>(kind, List.of(ofOwner), SortKey.CREATED, Order.NEWEST_FIRST, after);
    }

    /**
     * Returns a page of the results.
     *
     * @param queries creates a native query from SQL and the name of a result set mapping
     */
    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    public Page page(BiFunction<String, String, Query> queries, int limit) {
        List<Object[]> rows = select(limit + 1)
                .query(sql -> queries.apply(sql, kind.getSimpleName() + ".found"))
                .getResultList();
        return Page.of(rows, limit, sortKey);
    }

    /**
     * Selects at most this number of rows, each with a column for whether another row follows. The result ends earlier,
     * after at least one row, once its texts exceed {@value #MAX_BYTES} bytes, because stored texts may be long and the
     * whole page is in memory.
     */
    public Sql select(int limit) {
        String orderBy = "order by %s %s nulls %s, %s %2$s".formatted(sortKey.sql(), order.direction, nulls(), UUID);
        Optional<Condition> anyEntry = conditions.stream()
                .filter(condition -> condition.entries().isPresent() && sortKey.equals(SortKey.CREATED))
                .findFirst();
        if (anyEntry.isPresent()) {
            return selectByEntries(anyEntry.get(), orderBy, limit);
        }
        String found = "select r.* from " + from(allConditions()) + " " + orderBy + " limit ?";
        return Sql.numbered(bounded(kind, found, orderBy), parameters(limit));
    }

    /** Reads the first rows of each entry of an index, which has the order of the results, and merges them. */
    private Sql selectByEntries(Condition anyEntry, String orderBy, int limit) {
        IndexEntries entries = anyEntry.entries().orElseThrow();
        List<Condition> ofEntry = Stream.concat(
                        Stream.of(Condition.of(entries.column() + " = e.entry")),
                        allConditions().filter(condition -> !condition.equals(anyEntry)))
                .toList();
        String found = "select r.* from (%s) e(entry) cross join lateral (select r.* from %s %s limit ?) r %3$s limit ?"
                .formatted(entries.select(), from(ofEntry.stream()), orderBy);
        List<Object> parameters = new ArrayList<>(entries.values());
        ofEntry.forEach(condition -> parameters.addAll(condition.values()));
        parameters.addAll(List.of(limit, limit));
        return Sql.numbered(bounded(kind, found, orderBy), parameters);
    }

    /** Bounds the size of a page: selects rows, in their order, as {@link #select} describes. */
    public static String bounded(Class<? extends AuditedRecord<?>> kind, String rows, String orderBy) {
        String measured = ("select r.*, lead(true) over w is not null as more, sum(%s)"
                        + " over (w rows between unbounded preceding and 1 preceding) as bytes_before"
                        + " from (%s) r window w as (%s)")
                .formatted(EntityTable.of(kind).textBytes(), rows, orderBy);
        return "select r.* from (%s) r where coalesce(r.bytes_before, 0) < %s %s"
                .formatted(measured, MAX_BYTES, orderBy);
    }

    /** Selects a row if there are at least this many results. */
    public Sql selectIfAtLeast(int number) {
        return Sql.numbered("select true from " + from(allConditions()) + " offset ? limit 1", parameters(number - 1));
    }

    /** Selects the owner and the id of at most this number of results. */
    public Sql selectOwners(int limit) {
        return Sql.numbered(
                "select r.%s as owner, r.uuid from %s limit ?"
                        .formatted(EntityTable.of(kind).ownerColumn(), from(allConditions())),
                parameters(limit));
    }

    private String from(Stream<Condition> matching) {
        String where = matching.map(Condition::sql).collect(Collectors.joining(" and "));
        return EntityTable.of(kind).name() + " r" + (where.isEmpty() ? "" : " where " + where);
    }

    private List<Object> parameters(int last) {
        return Stream.concat(allConditions().flatMap(condition -> condition.values().stream()), Stream.of(last))
                .toList();
    }

    private Stream<Condition> allConditions() {
        return Stream.concat(conditions.stream(), after.map(this::isAfter).stream());
    }

    /** Returns the position of nulls that matches the index of the sort key, read in this direction. */
    private SortKey.Nulls nulls() {
        return order == Order.OLDEST_FIRST ? sortKey.nulls() : sortKey.nulls().opposite();
    }

    private Condition isAfter(Position position) {
        return Condition.of(
                "(%s, %s) %s (?, ?)".formatted(sortKey.sql(), UUID, order.comparison),
                position.time(),
                position.uuid());
    }
}
