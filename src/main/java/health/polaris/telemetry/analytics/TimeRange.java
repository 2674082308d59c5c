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

/**
 * The days that a figure over time is about, in UTC.
 *
 * @param from the first day
 * @param to the last day
 * @param period how long its steps are
 */
public record TimeRange(LocalDate from, LocalDate to, Period period) {
    public static final List<String> PARAMETERS = List.of("from", "to", "period");

    private static final int MONTHS = 24;
    private static final int MOST_STEPS = 1_000;

    /** The last 24 months in months, where nothing else is asked for. */
    public static TimeRange asked(QueryParameters given) {
        LocalDate to = given.date("to").orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
        LocalDate from = given.date("from").orElseGet(() -> to.minusMonths(Math.min(MONTHS, monthsSinceYearOne(to))));
        Period period = given.oneOf("period", "day", "week", "month")
                .map(label -> Period.valueOf(label.toUpperCase(Locale.ROOT)))
                .orElse(Period.MONTH);
        if (from.isAfter(to)) {
            throw ProblemException.badRequest("from: must not be after to.");
        }
        if (period.between(from, to) >= MOST_STEPS) {
            throw ProblemException.badRequest(
                    "period: from and to must be less than " + MOST_STEPS + " of these apart.");
        }
        return new TimeRange(from, to, period);
    }

    /** What a statement about it is asked with: the period for date_trunc, and the first moment and the first one after it. */
    public List<Object> parameters() {
        return List.of(period.label(), from.atStartOfDay(), to.plusDays(1).atStartOfDay());
    }

    private static long monthsSinceYearOne(LocalDate day) {
        return ChronoUnit.MONTHS.between(LocalDate.of(1, 1, 1), day);
    }

    /** The last day, and each one before it that is a number of periods earlier; the earliest first. */
    public List<LocalDate> points() {
        List<LocalDate> points = new ArrayList<>(steps(to, -1));
        Collections.reverse(points);
        return List.copyOf(points);
    }

    /** The first days of the periods that any of the days is in. */
    public List<LocalDate> starts() {
        return steps(period.start(from), 1);
    }

    private List<LocalDate> steps(LocalDate first, int step) {
        return IntStream.rangeClosed(0, MOST_STEPS)
                .mapToObj(count -> period.after(first, count * step))
                .takeWhile(day -> !day.isAfter(to) && !day.isBefore(step > 0 ? first : from))
                .toList();
    }
}
