package health.polaris.telemetry.http.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Date-times in JSON: ISO 8601, in all its formats. Input needs an offset; output has three decimals, truncated. */
public final class DateTimes {
    public static final String EXPECTED =
            "an ISO 8601 date-time with an offset of at most 18 hours, such as 2019-08-11T11:59:50.123+01:00 or"
                    + " 2019-08-11T10:59:50.123Z";

    /** Calendar, ordinal and week dates in extended or basic format. */
    private static final Pattern READ = Pattern.compile("(?<year>\\d{4})(?<hyphen>-?)"
            + "(?:(?<month>\\d\\d)\\k<hyphen>(?<day>\\d\\d)|(?<dayOfYear>\\d{3})"
            + "|[Ww](?<week>\\d\\d)\\k<hyphen>(?<dayOfWeek>\\d))"
            + "[Tt](?<hour>\\d\\d)(?<colon>:?)(?<minute>\\d\\d)"
            + "(?:\\k<colon>(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?"
            // also +0100 after the extended format, which Android and iOS write, and +01
            + "(?:[Zz]|(?<sign>[+-])(?<offsetHours>\\d\\d)(?::?(?<offsetMinutes>\\d\\d))?)");

    private static final DateTimeFormatter WRITE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX", Locale.ROOT);

    private static final DateTimeFormatter WRITE_MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT);

    private DateTimes() {}

    /**
     * Parses a date-time, truncated to the microseconds of PostgreSQL.
     *
     * @throws DateTimeException if the text is malformed, or outside the years 1 to 9999
     */
    public static OffsetDateTime parse(String text) {
        Matcher parts = READ.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("not an ISO 8601 date-time with an offset");
        }
        OffsetDateTime value =
                OffsetDateTime.of(date(parts), time(parts), offset(parts)).truncatedTo(ChronoUnit.MICROS);
        OffsetDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC);
        if (!isWritable(value)
                || !isWritable(utc)
                || !isOffset(value.getOffset().getTotalSeconds())
                || isMissing(utc.toLocalDate())) {
            throw new DateTimeException("cannot be stored");
        }
        return value;
    }

    private static LocalDate date(Matcher parts) {
        if (parts.group("dayOfYear") != null) {
            return LocalDate.ofYearDay(number(parts, "year"), number(parts, "dayOfYear"));
        }
        if (parts.group("week") != null) {
            String week = parts.group("year") + "-W" + parts.group("week") + "-" + parts.group("dayOfWeek");
            return LocalDate.parse(week, DateTimeFormatter.ISO_WEEK_DATE);
        }
        return LocalDate.of(number(parts, "year"), number(parts, "month"), number(parts, "day"));
    }

    private static LocalTime time(Matcher parts) {
        String fraction = parts.group("fraction") == null ? "" : parts.group("fraction");
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(number(parts, "hour"), number(parts, "minute"), number(parts, "second"), nanos);
    }

    private static ZoneOffset offset(Matcher parts) {
        int sign = "-".equals(parts.group("sign")) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(parts, "offsetHours"), sign * number(parts, "offsetMinutes"));
    }

    /** Returns 0 for a missing part. */
    private static int number(Matcher parts, String name) {
        return parts.group(name) == null ? 0 : Integer.parseInt(parts.group(name));
    }

    public static String format(OffsetDateTime value) {
        return WRITE.format(value);
    }

    /** Formats a time of the history, which needs the microseconds of PostgreSQL to tell versions apart. */
    public static String format(Instant value) {
        return WRITE_MICROSECONDS.format(value.atOffset(ZoneOffset.UTC));
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
