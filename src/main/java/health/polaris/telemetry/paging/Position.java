package health.polaris.telemetry.paging;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Position of a record in the order of a sort key.
 *
 * @param time the value of the sort key, in UTC
 * @param uuid the id, which orders records of equal times
 */
public record Position(LocalDateTime time, String uuid) implements Comparable<Position> {
    public static Position of(OffsetDateTime time, String uuid) {
        return new Position(utc(time), uuid);
    }

    /** A time as positions and columns have it. */
    public static LocalDateTime utc(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    @Override
    public int compareTo(Position other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : uuid.compareTo(other.uuid);
    }
}
