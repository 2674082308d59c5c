package health.polaris.telemetry.http.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Date-times in JSON: ISO 8601. Input needs an offset; output has three decimals, truncated. */
public final class DateTimes {
    public static final String EXPECTED =
            "an ISO 8601 date-time with an offset, such as 2019-08-11T11:59:50.123+01:00 or 2019-08-11T10:59:50.123Z";

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .parseLenient() // also accepts +01, offsets with seconds, and +0100, which Android and iOS write
            .appendOffset("+HH", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WRITE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX", Locale.ROOT);

    private DateTimes() {}

    /**
     * Parses a date-time, truncated to the microseconds of PostgreSQL.
     *
     * @throws DateTimeException if the text is malformed, or outside the years 1 to 9999
     */
    public static OffsetDateTime parse(String text) {
        OffsetDateTime value = OffsetDateTime.parse(text, READ).truncatedTo(ChronoUnit.MICROS);
        OffsetDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC);
        if (!isWritable(value)
                || !isWritable(utc)
                || !isOffset(value.getOffset().getTotalSeconds())
                || isMissing(utc.toLocalDate())) {
            throw new DateTimeException("cannot be stored");
        }
        return value;
    }

    public static String format(OffsetDateTime value) {
        return WRITE.format(value);
    }

    /** Whether ISO 8601 and Java can represent an offset: whole minutes, at most 18 hours. */
    public static boolean isOffset(int seconds) {
        return seconds % 60 == 0 && Math.abs(seconds) <= ZoneOffset.MAX.getTotalSeconds();
    }

    /**
     * Whether a date is one of the ten days that the Gregorian calendar skipped. JDBC would store them as other days.
     */
    private static boolean isMissing(LocalDate date) {
        return date.isAfter(LocalDate.of(1582, 10, 4)) && date.isBefore(LocalDate.of(1582, 10, 15));
    }

    private static boolean isWritable(OffsetDateTime value) {
        return value.getYear() >= 1 && value.getYear() <= 9999;
    }
}
