package health.polaris.telemetry.record;

import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
public record Search<R extends StoredRecord<?>>(
        Class<R> kind, List<Condition> conditions, TimeLine by, Order order, Optional<Position> after) {

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
    public Search<R> after(Position position) {
        return new Search<>(kind, conditions, by, order, Optional.of(position));
    }

    /** The statement that finds at most so many of them, and its parameters, {@code ?1} and on. */
    public Statement first(int limit) {
        List<Condition> all = Stream.concat(conditions.stream(), after.map(this::beyond).stream())
                .toList();
        String where = all.isEmpty()
                ? ""
                : all.stream().map(Condition::sql).collect(Collectors.joining(" and ", " where ", ""));
        String sql = "select r.* from %s r%s order by %s %s nulls %s, %s %4$s limit ?"
                .formatted(kind.getAnnotation(Table.class).name(), where, by.sql(), order.direction, nulls(), UUID);
        List<Object> parameters = new ArrayList<>();
        all.forEach(condition -> parameters.addAll(condition.values()));
        parameters.add(limit);
        return Statement.numbered(sql, parameters);
    }

    /** Where the index of this time has them in this order. */
    private TimeLine.Nulls nulls() {
        return order == Order.OLDEST_FIRST ? by.nulls() : by.nulls().opposite();
    }

    private Condition beyond(Position position) {
        return Condition.of(
                "(%s, %s) %s (?, ?)".formatted(by.sql(), UUID, order.beyond), position.time(), position.uuid());
    }
}
