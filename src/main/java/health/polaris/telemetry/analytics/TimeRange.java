package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The range of days of a figure over time, in UTC.
 *
 * @param from the first day
 * @param to the last day
 * @param period the length of the steps
 */
public record TimeRange(LocalDate from, LocalDate to, Period period) {
    public static final List<String> PARAMETERS = List.of("from", "to", "period");

    private static final String MIDNIGHT = "T00:00:00Z";
    private static final int LAST_YEAR = 9_999;
    private static final int DEFAULT_MONTHS = 24;
    private static final int MAX_PERIODS = 1_000;

    /** Reads the range of a request. The default is the last 24 months, by month. */
    public static TimeRange of(QueryParameters parameters) {
        LocalDate to = parameters.date("to").orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
        LocalDate from = parameters
                .date("from")
                .orElseGet(() -> to.minusMonths(Math.min(DEFAULT_MONTHS, monthsSinceYearOne(to))));
        Period period = parameters
                .oneOf("period", "day", "week", "month")
                .map(label -> Period.valueOf(label.toUpperCase(Locale.ROOT)))
                .orElse(Period.MONTH);
        if (from.isAfter(to)) {
            throw ProblemException.badRequest("from: must not be after to.");
        }
        if (period.between(from, to) >= MAX_PERIODS) {
            throw ProblemException.badRequest(
                    "period: from and to must be less than " + MAX_PERIODS + " periods apart.");
        }
        return new TimeRange(from, to, period);
    }

    /** Returns the SQL parameters: the period for date_trunc, the start of the range, and its exclusive end. */
    public List<Object> sqlParameters() {
        return Stream.concat(Stream.of(period.label()), sqlBounds().stream()).toList();
    }

    /** Returns the start of the range and its exclusive end. */
    public List<Object> sqlBounds() {
        return List.of(from.atStartOfDay(), to.plusDays(1).atStartOfDay());
    }

    /** Adds filters for a time in the range. */
    public Href filtered(Href search, String time) {
        return filtered(search, time, from, to.plusDays(1));
    }

    /** Adds filters for a time in the period that starts on this day, and in the range. */
    public Href filtered(Href search, String time, LocalDate first) {
        LocalDate end = period.plus(first, 1);
        return filtered(search, time, first.isBefore(from) ? from : first, end.isAfter(to) ? to.plusDays(1) : end);
    }

    private static Href filtered(Href search, String time, LocalDate from, LocalDate end) {
        Href since = search.with(time + "_from", from + MIDNIGHT);
        return end.getYear() > LAST_YEAR ? since : since.with(time + "_to", end + MIDNIGHT);
    }

    private static long monthsSinceYearOne(LocalDate day) {
        return ChronoUnit.MONTHS.between(LocalDate.of(1, 1, 1), day);
    }

    /** Returns days one period apart, counted back from the last day of the range, earliest first. */
    public List<LocalDate> points() {
        List<LocalDate> points = new ArrayList<>(days(to, -1));
        Collections.reverse(points);
        return List.copyOf(points);
    }

    /** Returns the first days of the periods that overlap the range. */
    public List<LocalDate> starts() {
        return days(period.start(from), 1);
    }

    private List<LocalDate> days(LocalDate first, int step) {
        return IntStream.rangeClosed(0, MAX_PERIODS)
                .mapToObj(count -> period.plus(first, count * step))
                .takeWhile(day -> !day.isAfter(to) && !day.isBefore(step > 0 ? first : from))
                .toList();
    }
}
