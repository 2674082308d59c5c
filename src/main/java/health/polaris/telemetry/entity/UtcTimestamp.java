package health.polaris.telemetry.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Converts date-times, in a JVM whose time zone is UTC. EclipseLink itself would use the calendar of the locale, in
 * which the year may be 2562.
 */
@Converter
public class UtcTimestamp implements AttributeConverter<OffsetDateTime, Timestamp> {
    /** The current time, with the precision of PostgreSQL. */
    public static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Timestamp convertToDatabaseColumn(OffsetDateTime value) {
        return value == null
                ? null
                : Timestamp.valueOf(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    @Override
    public OffsetDateTime convertToEntityAttribute(Timestamp value) {
        return value == null ? null : value.toLocalDateTime().atOffset(ZoneOffset.UTC);
    }
}
