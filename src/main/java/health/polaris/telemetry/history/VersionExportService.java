package health.polaris.telemetry.history;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.EntityTable;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads records with all their versions, for exports. */
@Stateless
public class VersionExportService {
    private static final int BATCH_SIZE = 1_000;

    /** The revision of current rows in the views of all versions. */
    private static final long CURRENT = Long.MAX_VALUE;

    private static final String IN_ORDER = "order by r.at, r.revision desc";

    @PersistenceContext(unitName = "fleet")
    EntityManager fleet;

    @EJB
    QueryService records;

    /**
     * Passes the versions of all records to the consumer until it returns false, as one snapshot: of each search first the
     * current records, in its order, then the removed ones, beginning with the last removal. The versions of a record follow each
     * other, newest first. Only one batch is in memory at a time, however many versions a record has.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEach(List<VersionSearch> searches, Predicate<? super VersionView<?>> consumer) {
        records.beginSnapshot();
        Instant since = HistoryService.since(fleet);
        boolean more = true;
        for (VersionSearch search : searches) {
            more = more && forEach(search, since, consumer);
        }
    }

    /**
     * Passes the versions of one person's records to the consumer until it returns false, also those from before history is known,
     * which a legal hold keeps. What came before the oldest of them is unknown.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEachKept(VersionSearch search, String person, Predicate<? super VersionView<?>> consumer) {
        records.beginSnapshot();
        Instant since = HistoryService.since(fleet);
        forEach(
                search,
                oldest(search, person).filter(kept -> kept.isBefore(since)).orElse(since),
                consumer);
    }

    /** The last moment before the end of the oldest version that is kept; empty if there is none. */
    private Optional<Instant> oldest(VersionSearch search, String person) {
        EntityTable table = EntityTable.of(search.versions());
        Condition ofPerson = Condition.idEquals(table.ownerColumn(), person);
        Object end = Sql.numbered(
                        "select min(r.superseded) at time zone 'UTC' from %s r where %s"
                                .formatted(table.name(), ofPerson.sql()),
                        ofPerson.values())
                .query(fleet::createNativeQuery)
                .getSingleResult();
        return Optional.ofNullable((Timestamp) end)
                .map(time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC).minus(1, ChronoUnit.MICROS));
    }

    private boolean forEach(VersionSearch search, Instant since, Predicate<? super VersionView<?>> consumer) {
        return records.forEachBatch(
                        search.records(),
                        batch -> forEachVersion(search.versions(), current(search, batch), since, consumer))
                && forEachRemoved(search, since, consumer);
    }

    private static Map<RecordKey, Long> current(VersionSearch search, List<RecordView<?>> batch) {
        String owner = EntityTable.of(search.versions()).ownerColumn();
        Map<RecordKey, Long> current = new LinkedHashMap<>();
        batch.forEach(record ->
                current.put(new RecordKey((String) record.others().get(owner), record.uuid()), CURRENT));
        return current;
    }

    private boolean forEachRemoved(VersionSearch search, Instant since, Predicate<? super VersionView<?>> consumer) {
        Condition rest = Condition.of("r.superseded > " + HistoryService.TIME, utc(since));
        List<Object[]> removals;
        boolean more;
        do {
            removals = removals(search, rest);
            Map<RecordKey, Long> removed = new LinkedHashMap<>();
            for (Object[] row : removals) {
                removed.putIfAbsent(new RecordKey((String) row[0], (String) row[1]), ((Number) row[2]).longValue());
                rest = Condition.of(
                        "r.superseded > " + HistoryService.TIME + " and (r.superseded, r.revision) < ("
                                + HistoryService.TIME + ", ?)",
                        utc(since),
                        ((Timestamp) row[3]).toLocalDateTime(),
                        row[2]);
            }
            more = forEachVersion(search.versions(), removed, since, consumer);
        } while (more && removals.size() == BATCH_SIZE);
        return more;
    }

    @SuppressWarnings("unchecked") // a row of several columns is an array (Jakarta Persistence 3.1, 3.10.16.1)
    private List<Object[]> removals(VersionSearch search, Condition rest) {
        return selectRemovals(search, rest).query(fleet::createNativeQuery).getResultList();
    }

    /** Selects removals, newest first. The record may have been stored again since. */
    static Sql selectRemovals(VersionSearch search, Condition rest) {
        EntityTable table = EntityTable.of(search.versions());
        List<Condition> conditions = Stream.concat(search.records().conditions().stream(), Stream.of(rest))
                .toList();
        String where = conditions.stream().map(Condition::sql).collect(Collectors.joining(" and "));
        return Sql.numbered(
                "select r.%s, r.uuid, r.revision, r.superseded at time zone 'UTC' from %s r where r.operation = 'D' and %s"
                                .formatted(table.ownerColumn(), table.name(), where)
                        + " order by r.superseded desc, r.revision desc limit " + BATCH_SIZE,
                conditions.stream()
                        .flatMap(condition -> condition.values().stream())
                        .toList());
    }

    private boolean forEachVersion(
            Class<? extends RecordVersion<?>> kind,
            Map<RecordKey, Long> newest,
            Instant since,
            Predicate<? super VersionView<?>> consumer) {
        VersionStream versions = new VersionStream(newest, since, consumer);
        List<RecordKey> rest = List.copyOf(newest.keySet());
        long revision = CURRENT;
        boolean more = true;
        while (more && !rest.isEmpty()) {
            List<Object[]> rows = rows(kind, rest, revision, since);
            fleet.clear();
            for (Object[] row : rows) {
                more = more && versions.add(kind.cast(row[0]));
            }
            Object[] last = rows.get(rows.size() - 1);
            RecordVersion<?> lastVersion = kind.cast(last[0]);
            rest = (Boolean) last[1] ? from(VersionStream.key(lastVersion), rest) : List.of();
            revision = lastVersion.revision() - 1;
        }
        return more && versions.end();
    }

    private static List<RecordKey> from(RecordKey first, List<RecordKey> keys) {
        return keys.subList(keys.indexOf(first), keys.size());
    }

    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    private List<Object[]> rows(
            Class<? extends RecordVersion<?>> kind, List<RecordKey> keys, long revision, Instant since) {
        List<Object[]> rows = selectRows(kind, keys, revision, since)
                .query(sql -> fleet.createNativeQuery(sql, kind.getSimpleName() + ".found"))
                .getResultList();
        return rows.subList(0, Math.min(BATCH_SIZE, rows.size()));
    }

    /**
     * Selects the rows of records, in the order of these, each with whether another row follows. The result may end earlier, as that
     * of {@link RecordQuery#select}.
     *
     * @param revision the newest row of the first record
     */
    static Sql selectRows(Class<? extends RecordVersion<?>> kind, List<RecordKey> keys, long revision, Instant since) {
        EntityTable table = EntityTable.of(kind);
        boolean indexed = keys.stream()
                .allMatch(key -> key.owner().getBytes(StandardCharsets.UTF_8).length <= Condition.INDEXED_BYTES);
        String joined =
                ("select v.*, k.at from json_to_recordset(cast(? as json)) as k(at integer, owner varchar, uuid varchar)"
                                + " join %s v on v.%s = k.owner and v.uuid = k.uuid%s"
                                + " where (v.superseded is null or v.superseded > " + HistoryService.TIME + ")"
                                + " and (k.at > 0 or v.revision <= ?)")
                        .formatted(
                                table.name(),
                                table.ownerColumn(),
                                indexed
                                        ? " and octet_length(v.%s) <= %s"
                                                .formatted(table.ownerColumn(), Condition.INDEXED_BYTES)
                                        : "");
        String found = "select r.* from (" + joined + ") r " + IN_ORDER + " limit " + (BATCH_SIZE + 1);
        return Sql.numbered(RecordQuery.bounded(kind, found, IN_ORDER), List.of(json(keys), utc(since), revision));
    }

    private static String json(List<RecordKey> keys) {
        return Json.MAPPER.writeValueAsString(IntStream.range(0, keys.size())
                .mapToObj(at -> Map.of(
                        "at",
                        at,
                        "owner",
                        keys.get(at).owner(),
                        "uuid",
                        keys.get(at).uuid()))
                .toList());
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
