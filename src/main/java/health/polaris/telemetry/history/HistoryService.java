package health.polaris.telemetry.history;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.json.DateTimes;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.EntityTable;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.query.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the versions of records. */
@Stateless
public class HistoryService {
    private static final String NEWEST_FIRST = "order by r.revision desc";

    /** A restore of data into a migrated database may leave two rows. */
    private static final String SINCE = "coalesce(min(since), clock_timestamp()) at time zone 'UTC'";

    /** A parameter in UTC. */
    static final String TIME = "cast(? as timestamp) at time zone 'UTC'";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** The time from which history is known. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Instant since() {
        return since(entities);
    }

    static Instant since(EntityManager database) {
        return instant(database.createNativeQuery("select " + SINCE + " from history_start")
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

    /** Returns a page of the versions of a record, newest first; empty if none is known. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F> Optional<HistoryPage<F>> page(
            Class<? extends RecordVersion<F>> kind, String owner, String id, PageRequest page) {
        VersionPosition start = page.after().map(VersionPosition::of).orElse(VersionPosition.NEWEST);
        Instant since = since();
        return find(kind, owner, id, since, start.revision(), page.limit() + 1)
                .map(found -> HistoryPage.of(found, since, start, page.limit()));
    }

    /**
     * Checks a moment in the past.
     *
     * @throws ProblemException with 400 if it is in the future, or before history is known
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Instant moment(OffsetDateTime time) {
        Object[] limits = (Object[]) entities.createNativeQuery(
                        "select " + SINCE + ", clock_timestamp() at time zone 'UTC' from history_start")
                .getSingleResult();
        Instant moment = time.toInstant();
        if (moment.isBefore(instant(limits[0]))) {
            throw ProblemException.badRequest("as_of: must not be before " + DateTimes.format(instant(limits[0]))
                    + ", because history is known from then on.");
        }
        if (moment.isAfter(instant(limits[1]))) {
            throw ProblemException.badRequest("as_of: must not be in the future.");
        }
        return moment;
    }

    /** Returns a record as it was at a moment. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F> Optional<RecordView<F>> find(
            Class<? extends RecordVersion<F>> kind, String owner, String id, Instant moment) {
        Condition ofRecord = Condition.of("r.uuid = ?", id);
        return first(
                kind, select(kind, List.of(ofPerson(kind, owner), ofRecord, asOf(kind, owner, moment)), "revision"));
    }

    /**
     * Returns the latest record of a person at a moment.
     *
     * @param order the columns that sort the latest record first
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F> Optional<RecordView<F>> latest(
            Class<? extends RecordVersion<F>> kind, String owner, Instant moment, String order) {
        return first(kind, select(kind, List.of(ofPerson(kind, owner), asOf(kind, owner, moment)), order));
    }

    /** Returns a page of the records that a person had at a moment, newest first. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page list(Class<? extends RecordVersion<?>> kind, String owner, Instant moment, PageRequest page) {
        return new RecordQuery<>(
                        kind,
                        List.of(ofPerson(kind, owner), asOf(kind, owner, moment)),
                        SortKey.CREATED,
                        RecordQuery.Order.NEWEST_FIRST,
                        page.after())
                .page(entities::createNativeQuery, page.limit());
    }

    @SuppressWarnings("unchecked") // the query selects entities of this class
    private <F> Optional<RecordView<F>> first(Class<? extends RecordVersion<F>> kind, Sql query) {
        List<? extends RecordVersion<F>> found =
                query.query(sql -> entities.createNativeQuery(sql, kind)).getResultList();
        return found.stream().findFirst().map(RecordVersion::view);
    }

    private static Sql select(Class<? extends RecordVersion<?>> kind, List<Condition> conditions, String order) {
        return Sql.numbered(
                "select r.* from " + EntityTable.of(kind).name() + " r where "
                        + conditions.stream().map(Condition::sql).collect(Collectors.joining(" and "))
                        + " order by " + order + " limit 1",
                conditions.stream()
                        .flatMap(condition -> condition.values().stream())
                        .toList());
    }

    private static Condition ofPerson(Class<? extends RecordVersion<?>> kind, String owner) {
        return Condition.idEquals(EntityTable.of(kind).ownerColumn(), owner);
    }

    /**
     * Matches the version of each record of a person that was valid at a moment: the first that ended later. It had begun if it
     * follows a version or an arrival; otherwise if the record had been created. In the exact moment of a change the later
     * version is valid.
     */
    private static Condition asOf(Class<? extends RecordVersion<?>> kind, String owner, Instant moment) {
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        String before = "from %s b where b.%s = ? and octet_length(b.%2$s) <= %s and b.uuid = r.uuid"
                        .formatted(
                                EntityTable.of(kind).name(),
                                EntityTable.of(kind).ownerColumn(),
                                Condition.INDEXED_BYTES)
                + " and b.superseded is not null and b.revision < r.revision";
        return Condition.of(
                "(r.superseded is null or r.superseded > " + TIME + " and r.operation <> 'I')"
                        + " and not exists (select " + before + " and b.superseded > " + TIME + ")"
                        + " and (r.created <= ? or coalesce((select b.operation <> 'D' " + before
                        + " order by b.revision desc limit 1), false))",
                utc,
                owner,
                utc,
                utc,
                owner);
    }

    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    private List<Object[]> rows(
            Class<? extends RecordVersion<?>> kind, String owner, String id, Instant since, long revision, int limit) {
        Condition ofPerson = ofPerson(kind, owner);
        String found = "select r.* from " + EntityTable.of(kind).name() + " r where " + ofPerson.sql()
                + " and r.uuid = ? and r.revision <= ? and (r.superseded is null or r.superseded > " + TIME + ") "
                + NEWEST_FIRST + " limit ?";
        List<Object[]> selected = Sql.numbered(
                        RecordQuery.bounded(kind, found, NEWEST_FIRST),
                        List.of(owner, id, revision, LocalDateTime.ofInstant(since, ZoneOffset.UTC), limit + 1))
                .query(sql -> entities.createNativeQuery(sql, kind.getSimpleName() + ".found"))
                .getResultList();
        return selected.subList(0, Math.min(limit, selected.size()));
    }

    private static Instant instant(Object utcTimestamp) {
        return ((Timestamp) utcTimestamp).toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
}
