package health.polaris.telemetry.fhir;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a date parameter: the interval that a date of any precision covers, and how it is compared.
 *
 * @param prefix the comparison, such as ge
 * @param start the first moment
 * @param end the first moment after the interval
 */
record DateInterval(String prefix, OffsetDateTime start, OffsetDateTime end) {
    private static final Pattern VALUE = Pattern.compile(
            "(?<prefix>eq|ne|gt|lt|ge|le|sa|eb|ap)?"
                    + "(?<year>\\d{4})(?:-(?<month>\\d\\d)(?:-(?<day>\\d\\d)"
                    + "(?:T(?<time>\\d\\d:\\d\\d(?<second>:\\d\\d(?:\\.(?<fraction>\\d{1,9}))?)?)(?<zone>Z|[ +-]\\d\\d:\\d\\d)?)?)?)?");
    private static final int NANOSECOND_DIGITS = 9;
    private static final int MICROSECOND_DIGITS = 6;

    static DateInterval parse(String name, String value) {
        Matcher parts = VALUE.matcher(value);
        try {
            if (parts.matches() && !"ap".equals(parts.group("prefix")) && !"0000".equals(parts.group("year"))) {
                return of(parts);
            }
        } catch (DateTimeException invalid) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static ProblemException invalid(String name) {
        return ProblemException.badRequest(name
                + ": must be a date or date-time such as 2024-03-01 or 2024-03-01T10:00:00Z (encode + as %2B), after"
                + " one of the prefixes eq, ne, gt, ge, lt, le, sa and eb, or none.");
    }

    private static DateInterval of(Matcher parts) {
        String prefix = parts.group("prefix") == null ? "eq" : parts.group("prefix");
        Year year = Year.of(Integer.parseInt(parts.group("year")));
        if (parts.group("month") == null) {
            return days(prefix, year.atDay(1), year.plusYears(1).atDay(1));
        }
        YearMonth month = year.atMonth(Integer.parseInt(parts.group("month")));
        if (parts.group("day") == null) {
            return days(prefix, month.atDay(1), month.plusMonths(1).atDay(1));
        }
        LocalDate day = month.atDay(Integer.parseInt(parts.group("day")));
        if (parts.group("time") == null) {
            return days(prefix, day, day.plusDays(1));
        }
        String zone = parts.group("zone") == null ? "Z" : parts.group("zone").replace(' ', '+');
        OffsetDateTime start = OffsetDateTime.parse(day + "T" + parts.group("time") + zone);
        return new DateInterval(prefix, start, start.plus(precision(parts)));
    }

    private static DateInterval days(String prefix, LocalDate first, LocalDate next) {
        return new DateInterval(
                prefix,
                first.atStartOfDay().atOffset(ZoneOffset.UTC),
                next.atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    /** What the last digit stands for, but at least a microsecond, the precision of the database. */
    private static Duration precision(Matcher parts) {
        if (parts.group("second") == null) {
            return Duration.ofMinutes(1);
        }
        String fraction = parts.group("fraction") == null ? "" : parts.group("fraction");
        long nanoseconds = 1;
        for (int digits = Math.min(fraction.length(), MICROSECOND_DIGITS); digits < NANOSECOND_DIGITS; digits++) {
            nanoseconds *= 10;
        }
        return Duration.ofNanos(nanoseconds);
    }

    /** The condition for a time without an extent. */
    Condition condition(String column) {
        return switch (prefix) {
            case "gt", "sa" -> Condition.of(column + " >= ?", Position.utc(end));
            case "ge" -> Condition.of(column + " >= ?", Position.utc(start));
            case "lt", "eb" -> Condition.of(column + " < ?", Position.utc(start));
            case "le" -> Condition.of(column + " < ?", Position.utc(end));
            case "ne" ->
                Condition.of("(%s < ? or %1$s >= ?)".formatted(column), Position.utc(start), Position.utc(end));
            default -> Condition.of("%s >= ? and %1$s < ?".formatted(column), Position.utc(start), Position.utc(end));
        };
    }
}
