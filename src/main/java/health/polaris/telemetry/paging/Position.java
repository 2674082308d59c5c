package health.polaris.telemetry.paging;

import java.time.LocalDateTime;

/**
 * A record's place among others in the order of a time that they have.
 *
 * @param time the record's, in UTC
 * @param uuid its id, which decides between those of one instant
 */
public record Position(LocalDateTime time, String uuid) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : uuid.compareTo(other.uuid);
    }
}
