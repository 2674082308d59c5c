package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of date parameters. */
class DateIntervalTest {
    /** A date of any precision is the interval from its first moment to that of the next such date. */
    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T00:00Z, 2025-01-01T00:00Z",
        "2024-02, 2024-02-01T00:00Z, 2024-03-01T00:00Z",
        "2024-02-29, 2024-02-29T00:00Z, 2024-03-01T00:00Z",
        "2024-02-29T10:11, 2024-02-29T10:11Z, 2024-02-29T10:12Z",
        "2024-02-29T10:11:12Z, 2024-02-29T10:11:12Z, 2024-02-29T10:11:13Z",
        "2024-02-29T10:11:12.5Z, 2024-02-29T10:11:12.500Z, 2024-02-29T10:11:12.600Z",
        "2024-02-29T10:11:12.123Z, 2024-02-29T10:11:12.123Z, 2024-02-29T10:11:12.124Z",
        "2024-02-29T10:11:12.123456789Z, 2024-02-29T10:11:12.123456789Z, 2024-02-29T10:11:12.123457789Z",
        "2024-02-29T10:11:12+01:00, 2024-02-29T10:11:12+01:00, 2024-02-29T10:11:13+01:00",
        "2024-02-29T10:11:12 01:00, 2024-02-29T10:11:12+01:00, 2024-02-29T10:11:13+01:00"
    })
    void precisionIsAnInterval(String value, String start, String end) {
        DateInterval interval = DateInterval.parse("date", value);

        assertThat(interval.start()).hasToString(start);
        assertThat(interval.end()).hasToString(end);
    }

    /** Each prefix compares with one end of the interval, or with both. */
    @ParameterizedTest
    @CsvSource({
        "2024, x >= ? and x < ?",
        "eq2024, x >= ? and x < ?",
        "ne2024, (x < ? or x >= ?)",
        "gt2024, x >= ?",
        "ge2024, x >= ?",
        "lt2024, x < ?",
        "le2024, x < ?"
    })
    void prefixIsACondition(String value, String sql) {
        assertThat(DateInterval.parse("date", value).condition("x").sql()).isEqualTo(sql);
    }

    /** Greater than a year starts with the next one; greater or equal with the year itself. */
    @ParameterizedTest
    @CsvSource({
        "gt2024, 2025-01-01T00:00",
        "sa2024, 2025-01-01T00:00",
        "ge2024, 2024-01-01T00:00",
        "lt2024, 2024-01-01T00:00",
        "eb2024, 2024-01-01T00:00",
        "le2024, 2025-01-01T00:00"
    })
    void prefixComparesWithOneEnd(String value, String time) {
        assertThat(DateInterval.parse("date", value).condition("x").values()).hasToString("[" + time + "]");
    }

    /** Other values are rejected, with the name of the parameter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "24",
                "2024-13",
                "2024-02-30",
                "2024-1-1",
                "2024-02-29T24:00",
                "2024-02-29T10",
                "0000",
                "ap2024",
                "xx2024",
                "2024-02-29T10:11+25:00",
                "2024-02-29 10:11"
            })
    void otherValuesAreRejected(String value) {
        assertThatThrownBy(() -> DateInterval.parse("_lastUpdated", value))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("_lastUpdated: must be a date");
    }
}
