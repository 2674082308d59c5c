package health.polaris.telemetry.search;

import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds records of all people, page by page. */
@ApplicationScoped
public class SearchPages {
    private static final Comparator<Position> OLDEST_FIRST = Comparator.naturalOrder();

    @EJB
    QueryService records;

    @Inject
    FleetConnectionGate gate;

    /** Returns a page of the merged results of these searches, which all have the same order. */
    public Page page(List<RecordQuery<?>> searches, int limit) {
        Page page = pageWithoutTimes(searches, limit);
        return new Page(LastHeard.with(page.records(), times -> gate.call(() -> records.rows(times))), page.next());
    }

    /** Returns the same page without the time of the last contact, which needs another query. */
    public Page pageWithoutTimes(List<RecordQuery<?>> searches, int limit) {
        List<Part> parts = gate.callAll(
                searches.stream().map(search -> part(search, limit)).toList());
        return merged(parts, isNewestFirst(searches) ? OLDEST_FIRST.reversed() : OLDEST_FIRST, limit);
    }

    /**
     * Merges the parts up to the point where the first incomplete part ends. Its unread records may precede later
     * records of other parts.
     */
    private static Page merged(List<Part> parts, Comparator<Position> order, int limit) {
        Optional<Position> end =
                parts.stream().flatMap(part -> part.page().next().stream()).min(order);
        List<Entry> entries = parts.stream()
                .flatMap(Part::entries)
                .filter(entry -> end.isEmpty() || order.compare(entry.position(), end.get()) <= 0)
                .sorted(Comparator.comparing(Entry::position, order))
                .toList();
        List<Entry> first = entries.subList(0, Math.min(limit, entries.size()));
        boolean more = end.isPresent() || entries.size() > limit;
        return new Page(
                first.stream().<RecordView<?>>map(Entry::record).toList(),
                more ? Optional.of(first.get(first.size() - 1).position()) : Optional.empty());
    }

    private Supplier<Part> part(RecordQuery<?> search, int limit) {
        return () -> new Part(search.sortKey(), records.page(search, limit));
    }

    private static boolean isNewestFirst(List<RecordQuery<?>> searches) {
        return searches.stream().anyMatch(search -> search.order() == RecordQuery.Order.NEWEST_FIRST);
    }

    /** The result of one search. Each kind has its own sort key. */
    private record Part(SortKey sortKey, Page page) {
        Stream<Entry> entries() {
            return page.records().stream().map(record -> new Entry(sortKey.position(record), record));
        }
    }

    private record Entry(Position position, RecordView<?> record) {}
}
