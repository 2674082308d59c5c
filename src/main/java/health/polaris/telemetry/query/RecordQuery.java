package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.paging.Position;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question for the records of one kind: those that meet all conditions, from one position on.
 *
 * @param kind the entity
 * @param conditions what they must meet
 * @param by the time in whose order they come
 * @param order which way
 * @param after the last one that is known already; empty at the start
 */
public record RecordQuery<R extends StoredRecord<?>>(
        Class<R> kind, List<Condition> conditions, SortKey by, Order order, Optional<Position> after) {

    private static final int MAX_BYTES = 256 * 1024;

    /** Ids bytewise, because the records of two kinds are merged here, where the collation of the database is not known. */
    private static final String UUID = "r.uuid collate \"C\"";

    /** Which way the records go. */
    public enum Order {
        NEWEST_FIRST("desc", "<"),
        OLDEST_FIRST("asc", ">");

        private final String direction;
        private final String beyond;

        Order(String direction, String beyond) {
            this.direction = direction;
            this.beyond = beyond;
        }
    }

    /** The same, from another position on. */
    public RecordQuery<R> after(Position position) {
        return new RecordQuery<>(kind, conditions, by, order, Optional.of(position));
    }

    /** All records of one person, newest first. */
    public static <R extends StoredRecord<?>> RecordQuery<R> ofPerson(
            Class<R> kind, String owner, Optional<Position> after) {
        String column = kind.getAnnotation(AttributeOverride.class).column().name();
        return new RecordQuery<>(
                kind, List.of(Condition.isId(column, owner)), SortKey.CREATED, Order.NEWEST_FIRST, after);
    }

    /**
     * A page of them.
     *
     * @param queries makes a native query of SQL and the name of a result set mapping
     */
    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    public Page page(BiFunction<String, String, Query> queries, int limit) {
        List<Object[]> found = first(limit + 1)
                .query(sql -> queries.apply(sql, kind.getSimpleName() + ".found"))
                .getResultList();
        return Page.of(found, limit, by);
    }

    /**
     * The statement that finds at most so many of them, and of each whether another follows. It ends sooner, but with one at least,
     * when their texts have {@value #MAX_BYTES} bytes together: stored texts may be long, and all that is found is in memory at once.
     */
    public Sql first(int limit) {
        String inOrder = "order by %s %s nulls %s, %s %2$s".formatted(by.sql(), order.direction, nulls(), UUID);
        String found = "select r.* from " + from() + " " + inOrder + " limit ?";
        String measured = ("select r.*, lead(true) over w is not null as more, sum(%s)"
                        + " over (w rows between unbounded preceding and 1 preceding) as bytes_before"
                        + " from (%s) r window w as (%s)")
                .formatted(TextColumns.bytes(kind), found, inOrder);
        String sql = "select r.* from (%s) r where coalesce(r.bytes_before, 0) < %d %s"
                .formatted(measured, MAX_BYTES, inOrder);
        return Sql.numbered(sql, parameters(limit));
    }

    /** The statement that finds a row if there are at least so many of them. */
    public Sql atLeast(int number) {
        return Sql.numbered("select true from " + from() + " offset ? limit 1", parameters(number - 1));
    }

    private String from() {
        String where = all().map(Condition::sql).collect(Collectors.joining(" and "));
        return kind.getAnnotation(Table.class).name() + " r" + (where.isEmpty() ? "" : " where " + where);
    }

    private List<Object> parameters(int last) {
        return Stream.concat(all().flatMap(condition -> condition.values().stream()), Stream.of(last))
                .toList();
    }

    private Stream<Condition> all() {
        return Stream.concat(conditions.stream(), after.map(this::beyond).stream());
    }

    /** Where the index of this time has them in this order. */
    private SortKey.Nulls nulls() {
        return order == Order.OLDEST_FIRST ? by.nulls() : by.nulls().opposite();
    }

    private Condition beyond(Position position) {
        return Condition.of(
                "(%s, %s) %s (?, ?)".formatted(by.sql(), UUID, order.beyond), position.time(), position.uuid());
    }
}
