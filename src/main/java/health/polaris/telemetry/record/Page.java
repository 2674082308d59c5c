package health.polaris.telemetry.record;

import java.util.List;
import java.util.Optional;

/**
 * Some of the records that were asked for.
 *
 * @param records these, in order
 * @param next where the next page starts after; empty when there is none
 */
public record Page(List<RecordView<?>> records, Optional<Position> next) {
    /**
     * A page of so many of these, which are in the order of this time; one more was looked for, so as to know whether there is
     * a next page.
     */
    public static Page of(List<RecordView<?>> found, int limit, TimeLine by) {
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        List<RecordView<?>> records = found.subList(0, limit);
        return new Page(records, Optional.of(by.position(records.get(limit - 1))));
    }
}
