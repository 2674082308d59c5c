package health.polaris.telemetry.paging;

import java.time.LocalDateTime;

/**
 * Position of a record in the order of a sort key.
 *
 * @param time the value of the sort key, in UTC
 * @param uuid the id, which orders records of equal times
 */
public record Position(LocalDateTime time, String uuid) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : uuid.compareTo(other.uuid);
    }
}
