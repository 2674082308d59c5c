package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.Refusal;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days that a figure is about, and its steps. */
class SpanTest {
    /** Periods are those of the calendar, weeks from Monday; the first and the last may be in the span in part only. */
    @ParameterizedTest
    @CsvSource({
        "DAY, 2020-02-28, 2020-03-01, 2020-02-28 2020-02-29 2020-03-01",
        "WEEK, 2020-02-26, 2020-03-09, 2020-02-24 2020-03-02 2020-03-09",
        "WEEK, 2020-03-02, 2020-03-08, 2020-03-02",
        "MONTH, 2020-01-31, 2020-03-01, 2020-01-01 2020-02-01 2020-03-01",
        "MONTH, 2020-02-29, 2020-02-29, 2020-02-01"
    })
    void periodsAreThoseOfTheCalendar(Period period, LocalDate from, LocalDate to, String starts) {
        assertThat(new Span(from, to, period).starts()).isEqualTo(days(starts));
    }

    /** Points in time are counted back from the last day, and none is before the first. */
    @ParameterizedTest
    @CsvSource({
        "DAY, 2020-02-28, 2020-03-01, 2020-02-28 2020-02-29 2020-03-01",
        "WEEK, 2020-02-23, 2020-03-08, 2020-02-23 2020-03-01 2020-03-08",
        "WEEK, 2020-02-24, 2020-03-08, 2020-03-01 2020-03-08",
        "MONTH, 2020-01-31, 2020-03-31, 2020-01-31 2020-02-29 2020-03-31",
        "MONTH, 2020-02-29, 2020-02-29, 2020-02-29"
    })
    void pointsAreCountedBackFromTheLastDay(Period period, LocalDate from, LocalDate to, String points) {
        assertThat(new Span(from, to, period).points()).isEqualTo(days(points));
    }

    /** Without a word it is the last 24 months by month, up to today or to the day that is given. */
    @Test
    void lastTwoYearsAreMeantWithoutAWord() {
        LocalDate before = LocalDate.now(ZoneOffset.UTC);
        Span span = asked(Map.of());

        assertThat(span.to()).isBetween(before, LocalDate.now(ZoneOffset.UTC));
        assertThat(span.from()).isEqualTo(span.to().minusMonths(24));
        assertThat(span.period()).isEqualTo(Period.MONTH);
        assertThat(asked(Map.of("to", "2020-02-29")).from()).isEqualTo("2018-02-28");
    }

    /** A span has a thousand steps at most. */
    @Test
    void spanHasAThousandStepsAtMost() {
        Map<String, String> longest = Map.of("from", "2020-01-01", "to", "2022-09-26", "period", "day");
        Map<String, String> tooLong = Map.of("from", "2020-01-01", "to", "2022-09-27", "period", "day");

        assertThat(asked(longest).points()).hasSize(1_000);
        assertThat(asked(longest).starts()).hasSize(1_000);
        assertThatThrownBy(() -> asked(tooLong)).isInstanceOf(Refusal.class);
    }

    private static Span asked(Map<String, String> parameters) {
        return Span.asked(QueryParameters.of(new MultivaluedHashMap<>(parameters), Span.PARAMETERS));
    }

    private static List<LocalDate> days(String days) {
        return Arrays.stream(days.split(" ")).map(LocalDate::parse).toList();
    }
}
