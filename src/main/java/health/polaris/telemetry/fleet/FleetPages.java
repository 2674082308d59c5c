package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Page;
import health.polaris.telemetry.record.Position;
import health.polaris.telemetry.record.RecordView;
import health.polaris.telemetry.record.Search;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds records of all people, page by page. */
@ApplicationScoped
public class FleetPages {
    private static final Comparator<Found> OLDEST_FIRST = Comparator.comparing(Found::position);

    @EJB
    FleetRecords records;

    @Inject
    FleetAdmission admission;

    /** At most so many of the records that these searches find together, all of which have the same order. */
    public Page page(List<Search<?>> searches, int limit) {
        List<Found> found =
                admission
                        .toEach(searches.stream()
                                .map(search -> found(search, limit + 1))
                                .toList())
                        .stream()
                        .flatMap(List::stream)
                        .sorted(isNewestFirst(searches) ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
                        .toList();
        return new Page(
                found.stream().limit(limit).<RecordView<?>>map(Found::record).toList(),
                found.size() > limit ? Optional.of(found.get(limit - 1).position()) : Optional.empty());
    }

    private Supplier<List<Found>> found(Search<?> search, int limit) {
        return () -> records.first(search, limit).stream()
                .map(record -> new Found(search.by().position(record), record))
                .toList();
    }

    private static boolean isNewestFirst(List<Search<?>> searches) {
        return searches.stream().anyMatch(search -> search.order() == Search.Order.NEWEST_FIRST);
    }

    /** A record and its place in the order that is asked for, which each kind has its own time for. */
    private record Found(Position position, RecordView<?> record) {}
}
