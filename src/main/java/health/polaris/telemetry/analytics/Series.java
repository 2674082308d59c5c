package health.polaris.telemetry.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers of some days. A query aggregates each series into one row, which takes less memory than a row for each number. */
public final class Series {
    private final Map<String, Integer> positions;

    public Series(List<LocalDate> days) {
        this.positions = IntStream.range(0, days.size())
                .boxed()
                .collect(Collectors.toMap(at -> days.get(at).toString(), at -> at));
    }

    /** An aggregate of the columns {@code day} and this one. */
    public static String aggregate(String column) {
        return "string_agg(concat(day, '=', " + column + "), ' ')";
    }

    /** The number of each day, in the order of the days. Days that the aggregate does not have are 0. */
    public long[] numbers(Object aggregate) {
        long[] numbers = new long[positions.size()];
        for (String pair : ((String) aggregate).split(" ", -1)) {
            int sign = pair.indexOf('=');
            numbers[positions.get(pair.substring(0, sign))] = Long.parseLong(pair, sign + 1, pair.length(), 10);
        }
        return numbers;
    }
}
