package health.polaris.telemetry.fleet;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers over time. A query aggregates each series into one row, which takes less memory than a row for each number. */
final class Series {
    /** A common table expression with the days of a parameter, numbered from 1. */
    static final String POINT = "point as (select day, number"
            + " from unnest(cast(string_to_array(?, ',') as date[])) with ordinality as point (day, number))";

    private Series() {}

    /** The value of the parameter. */
    static String parameter(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.joining(","));
    }

    /** An aggregate of this column at the numbered points. */
    static String aggregate(String column) {
        return "string_agg(concat(number, '=', " + column + "), ' ')";
    }

    /** The number at each point. Points that the aggregate does not have are 0. */
    static long[] numbers(Object aggregate, int points) {
        long[] numbers = new long[points];
        for (String pair : ((String) aggregate).split(" ", -1)) {
            int sign = pair.indexOf('=');
            numbers[Integer.parseInt(pair, 0, sign, 10) - 1] = Long.parseLong(pair, sign + 1, pair.length(), 10);
        }
        return numbers;
    }
}
