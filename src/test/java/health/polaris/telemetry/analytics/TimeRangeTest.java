package health.polaris.telemetry.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Date range and periods of a figure. */
class TimeRangeTest {
    /** Periods follow the calendar, with weeks from Monday. The first and last period may extend beyond the range. */
    @ParameterizedTest
    @CsvSource({
        "DAY, 2020-02-28, 2020-03-01, 2020-02-28 2020-02-29 2020-03-01",
        "WEEK, 2020-02-26, 2020-03-09, 2020-02-24 2020-03-02 2020-03-09",
        "WEEK, 2020-03-02, 2020-03-08, 2020-03-02",
        "MONTH, 2020-01-31, 2020-03-01, 2020-01-01 2020-02-01 2020-03-01",
        "MONTH, 2020-02-29, 2020-02-29, 2020-02-01"
    })
    void periodsFollowTheCalendar(Period period, LocalDate from, LocalDate to, String starts) {
        assertThat(new TimeRange(from, to, period).starts()).isEqualTo(days(starts));
    }

    /** Points are counted back from the last day, and never precede the first. */
    @ParameterizedTest
    @CsvSource({
        "DAY, 2020-02-28, 2020-03-01, 2020-02-28 2020-02-29 2020-03-01",
        "WEEK, 2020-02-23, 2020-03-08, 2020-02-23 2020-03-01 2020-03-08",
        "WEEK, 2020-02-24, 2020-03-08, 2020-03-01 2020-03-08",
        "MONTH, 2020-01-31, 2020-03-31, 2020-01-31 2020-02-29 2020-03-31",
        "MONTH, 2020-02-29, 2020-02-29, 2020-02-29"
    })
    void pointsAreCountedBackFromTheLastDay(Period period, LocalDate from, LocalDate to, String points) {
        assertThat(new TimeRange(from, to, period).points()).isEqualTo(days(points));
    }

    /** The default is the last 24 months by month, until the current day or the given one. */
    @Test
    void defaultIsTheLastTwoYears() {
        LocalDate before = LocalDate.now(ZoneOffset.UTC);
        TimeRange range = parsed(Map.of());

        assertThat(range.to()).isBetween(before, LocalDate.now(ZoneOffset.UTC));
        assertThat(range.from()).isEqualTo(range.to().minusMonths(24));
        assertThat(range.period()).isEqualTo(Period.MONTH);
        assertThat(parsed(Map.of("to", "2020-02-29")).from()).isEqualTo("2018-02-28");
    }

    /** A range has at most 1,000 steps. */
    @Test
    void rangeHasAtMostAThousandPeriods() {
        Map<String, String> longest = Map.of("from", "2020-01-01", "to", "2022-09-26", "period", "day");
        Map<String, String> tooLong = Map.of("from", "2020-01-01", "to", "2022-09-27", "period", "day");

        assertThat(parsed(longest).points()).hasSize(1_000);
        assertThat(parsed(longest).starts()).hasSize(1_000);
        assertThatThrownBy(() -> parsed(tooLong)).isInstanceOf(ProblemException.class);
    }

    private static TimeRange parsed(Map<String, String> parameters) {
        return TimeRange.of(QueryParameters.of(new MultivaluedHashMap<>(parameters), TimeRange.PARAMETERS));
    }

    private static List<LocalDate> days(String days) {
        return Arrays.stream(days.split(" ")).map(LocalDate::parse).toList();
    }
}
