package health.polaris.telemetry.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The items of a page.
 *
 * @param next the position after which the next page starts; empty on the last page
 */
public record Slice<T>(List<T> items, Optional<Position> next) {
    /** Builds a page from the first items after its start: one more than its limit, unless there are no more. */
    public static <T> Slice<T> of(List<T> found, PageRequest page, Function<T, Position> position) {
        if (found.size() <= page.limit()) {
            return new Slice<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, page.limit());
        return new Slice<>(items, Optional.of(position.apply(items.get(items.size() - 1))));
    }
}
