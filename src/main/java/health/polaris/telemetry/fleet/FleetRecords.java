package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Page;
import health.polaris.telemetry.record.Position;
import health.polaris.telemetry.record.RecordView;
import health.polaris.telemetry.record.Search;
import health.polaris.telemetry.record.StoredRecord;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds records of all people. */
@Stateless
public class FleetRecords {
    private static final int EXPORTED_AT_ONCE = 1_000;
    private static final Comparator<Found> OLDEST_FIRST = Comparator.comparing(Found::position);

    @PersistenceContext(unitName = "fleet")
    EntityManager entities;

    /** At most so many of the records that these searches find together, all of which have the same order. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(List<Search<?>> searches, int limit) {
        boolean newestFirst = searches.get(0).order() == Search.Order.NEWEST_FIRST;
        List<Found> found = searches.stream()
                .flatMap(search -> found(search, limit + 1).stream()
                        .map(record -> new Found(search.by().position(record), record)))
                .sorted(newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
                .toList();
        return new Page(
                found.stream().limit(limit).map(Found::record).collect(Collectors.toUnmodifiableList()),
                found.size() > limit ? Optional.of(found.get(limit - 1).position()) : Optional.empty());
    }

    /** A record and its place in the order that is asked for, which each kind has its own time for. */
    private record Found(Position position, RecordView<?> record) {}

    /**
     * Hands on all records of these searches as they were at one moment, until the one who takes them has enough. Never more
     * than some of them are in memory.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void each(List<Search<?>> searches, Predicate<RecordView<?>> taker) {
        entities.createNativeQuery("set transaction isolation level repeatable read")
                .executeUpdate();
        boolean more = true;
        for (Search<?> search : searches) {
            Optional<Search<?>> rest = Optional.of(search);
            while (more && rest.isPresent()) {
                Search<?> part = rest.get();
                Page page = Page.of(found(part, EXPORTED_AT_ONCE + 1), EXPORTED_AT_ONCE, part.by());
                entities.clear();
                more = page.records().stream().allMatch(taker);
                rest = page.next().map(part::after);
            }
        }
    }

    private List<RecordView<?>> found(Search<?> search, int limit) {
        return StoredRecord.views(search.first(limit)
                .query(sql -> entities.createNativeQuery(sql, search.kind()))
                .getResultStream());
    }
}
