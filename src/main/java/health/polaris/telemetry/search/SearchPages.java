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
    FleetConnectionGate admission;

    /** A page of the records that these searches find together, all of which have the same order. */
    public Page page(List<RecordQuery<?>> searches, int limit) {
        List<Part> parts = admission.toEach(
                searches.stream().map(search -> part(search, limit)).toList());
        return merged(parts, isNewestFirst(searches) ? OLDEST_FIRST.reversed() : OLDEST_FIRST, limit);
    }

    /** What comes after the end of a part that goes on would stand before records that are not known yet. */
    private static Page merged(List<Part> parts, Comparator<Position> order, int limit) {
        Optional<Position> end =
                parts.stream().flatMap(part -> part.page().next().stream()).min(order);
        List<Found> found = parts.stream()
                .flatMap(Part::found)
                .filter(one -> end.isEmpty() || order.compare(one.position(), end.get()) <= 0)
                .sorted(Comparator.comparing(Found::position, order))
                .toList();
        List<Found> first = found.subList(0, Math.min(limit, found.size()));
        boolean more = end.isPresent() || found.size() > limit;
        return new Page(
                first.stream().<RecordView<?>>map(Found::record).toList(),
                more ? Optional.of(first.get(first.size() - 1).position()) : Optional.empty());
    }

    private Supplier<Part> part(RecordQuery<?> search, int limit) {
        return () -> new Part(search.by(), records.page(search, limit));
    }

    private static boolean isNewestFirst(List<RecordQuery<?>> searches) {
        return searches.stream().anyMatch(search -> search.order() == RecordQuery.Order.NEWEST_FIRST);
    }

    /** What one search finds, each kind in the order of its own time. */
    private record Part(SortKey by, Page page) {
        Stream<Found> found() {
            return page.records().stream().map(record -> new Found(by.position(record), record));
        }
    }

    private record Found(Position position, RecordView<?> record) {}
}
