package health.polaris.telemetry.record;

import java.time.LocalDateTime;

/**
 * A record's place among others in the order in which they were made, which no change of a record moves.
 *
 * @param created when the record was made, in UTC
 * @param uuid its id, which decides between those of one instant
 */
public record Position(LocalDateTime created, String uuid) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
        int byTime = created.compareTo(other.created);
        return byTime != 0 ? byTime : uuid.compareTo(other.uuid);
    }
}
