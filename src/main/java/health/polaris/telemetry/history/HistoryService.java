package health.polaris.telemetry.history;

import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.EntityTable;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the versions of records. */
@Stateless
public class HistoryService {
    private static final String NEWEST_FIRST = "order by r.revision desc";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** The time from which history is known. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Instant since() {
        return instant(entities.createNativeQuery("select since at time zone 'UTC' from history_start")
                .getSingleResult());
    }

    /**
     * Returns rows of a record that are known since a time, newest first; empty if there is none.
     *
     * @param revision the newest row
     * @param limit the maximum number of rows
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, V extends RecordVersion<F>> Optional<VersionRows<F>> find(
            Class<V> kind, String owner, String id, Instant since, long revision, int limit) {
        List<V> rows = new ArrayList<>();
        boolean more = false;
        for (Object[] row : rows(kind, owner, id, since, revision, limit)) {
            rows.add(kind.cast(row[0]));
            more = (Boolean) row[1];
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        long last = rows.get(rows.size() - 1).revision();
        Optional<V> before = more
                ? rows(kind, owner, id, since, last - 1, 1).stream()
                        .map(row -> kind.cast(row[0]))
                        .findFirst()
                : Optional.empty();
        return Optional.of(new VersionRows<>(rows, before));
    }

    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    private List<Object[]> rows(
            Class<? extends RecordVersion<?>> kind, String owner, String id, Instant since, long revision, int limit) {
        EntityTable table = EntityTable.of(kind);
        Condition ofOwner = Condition.idEquals(table.ownerColumn(), owner);
        String found = "select r.* from " + table.name() + " r where " + ofOwner.sql()
                + " and r.uuid = ? and r.revision <= ?"
                + " and (r.superseded is null or r.superseded > cast(? as timestamp) at time zone 'UTC') "
                + NEWEST_FIRST + " limit ?";
        List<Object[]> selected = Sql.numbered(
                        RecordQuery.bounded(kind, found, NEWEST_FIRST),
                        List.of(owner, id, revision, LocalDateTime.ofInstant(since, ZoneOffset.UTC), limit + 1))
                .query(sql -> entities.createNativeQuery(sql, kind.getSimpleName() + ".found"))
                .setMaxResults(limit)
                .getResultList();
        return selected.subList(0, Math.min(limit, selected.size()));
    }

    private static Instant instant(Object utcTimestamp) {
        return ((Timestamp) utcTimestamp).toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
}
