package health.polaris.telemetry.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers by day. A query aggregates each series into one row, which takes less memory than a row for each number. */
public final class Series {
    private final Map<String, Integer> positions;

    public Series(List<LocalDate> days) {
        this.positions = IntStream.range(0, days.size())
                .boxed()
                .collect(Collectors.toMap(index -> days.get(index).toString(), index -> index));
    }

    /** Returns the SQL aggregate of the column {@code day} and the given column. */
    public static String aggregate(String column) {
        return "string_agg(concat(day, '=', " + column + "), ' ')";
    }

    /** Returns the number of days in an aggregate. */
    public static int size(Object aggregate) {
        return 1
                + (int) ((String) aggregate)
                        .chars()
                        .filter(character -> character == ' ')
                        .count();
    }

    /** Parses an aggregate into the number of each day, in the order of the days. A missing day is 0. */
    public long[] numbers(Object aggregate) {
        long[] numbers = new long[positions.size()];
        for (String pair : ((String) aggregate).split(" ", -1)) {
            int separator = pair.indexOf('=');
            numbers[positions.get(pair.substring(0, separator))] =
                    Long.parseLong(pair, separator + 1, pair.length(), 10);
        }
        return numbers;
    }
}
