package health.polaris.telemetry.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Format of date-times in requests and responses. */
class DateTimesTest {
    /** Responses have three decimals, truncated. The offset is kept, and zero is written as Z. */
    @ParameterizedTest
    @CsvSource({
        "2019-08-11T11:59:50.1239+01:00, 2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50Z, 2019-08-11T11:59:50.000Z",
        "2019-08-11T11:59:50.5+00:00, 2019-08-11T11:59:50.500Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999Z",
        "2020-02-29T00:00:00.000-18:00, 2020-02-29T00:00:00.000-18:00",
        "2020-02-29T00:00:00.000+18:00, 2020-02-29T00:00:00.000+18:00"
    })
    void dateTimesAreTruncatedToMilliseconds(String given, String expected) {
        assertThat(DateTimes.format(DateTimes.parse(given))).isEqualTo(expected);
    }

    /** Offsets may omit the colon, as in common patterns of Android and iOS, and the minutes. */
    @ParameterizedTest
    @CsvSource({
        "2019-08-11T11:59:50.123+0100, 2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50.123-0530, 2019-08-11T11:59:50.123-05:30",
        "2019-08-11T11:59:50.123+0000, 2019-08-11T11:59:50.123Z",
        "2019-08-11T11:59:50.123+01, 2019-08-11T11:59:50.123+01:00"
    })
    void offsetsMayHaveAnyIso8601Form(String given, String expected) {
        assertThat(DateTimes.format(DateTimes.parse(given))).isEqualTo(expected);
    }

    /**
     * Rejected: a missing offset, one beyond 18 hours, with seconds or incomplete, impossible days and hours, and
     * years with more than four digits.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-08-11T11:59:50.123",
                "2019-02-29T00:00:00Z",
                "2019-01-01T24:00:00Z",
                "2019-01-01T00:00:00+18:01",
                "2019-01-01T00:00:00+1",
                "2019-01-01T00:00:00+05:30:15",
                "2019-01-01T00:00:00+053015",
                "2019-01-01T00:00:00+010",
                "2019-01-01T00:00:00 +01:00",
                "2019-01-01T00:00:00z",
                "+12019-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "1582-10-10T00:00:00Z",
                "yesterday",
                ""
            })
    void impossibleDateTimesAreRejected(String given) {
        assertThatThrownBy(() -> DateTimes.parse(given)).isInstanceOf(DateTimeException.class);
    }
}
