package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Date-times on the wire. */
class DateTimesTest {
    /** Three decimals, cut and not rounded; the offset is kept, and zero is written Z. */
    @ParameterizedTest
    @CsvSource({
        "2019-08-11T11:59:50.1239+01:00, 2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50Z, 2019-08-11T11:59:50.000Z",
        "2019-08-11T11:59:50.5+00:00, 2019-08-11T11:59:50.500Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999Z",
        "2020-02-29T00:00:00.000-18:00, 2020-02-29T00:00:00.000-18:00",
        "2020-02-29T00:00:00.000+18:00, 2020-02-29T00:00:00.000+18:00"
    })
    void areCutToMilliseconds(String given, String answered) {
        assertThat(DateTimes.format(DateTimes.parse(given))).isEqualTo(answered);
    }

    /** An offset may be written without a colon, as the usual patterns of Android and iOS do, and without minutes. */
    @ParameterizedTest
    @CsvSource({
        "2019-08-11T11:59:50.123+0100, 2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50.123-0530, 2019-08-11T11:59:50.123-05:30",
        "2019-08-11T11:59:50.123+0000, 2019-08-11T11:59:50.123Z",
        "2019-08-11T11:59:50.123+01, 2019-08-11T11:59:50.123+01:00"
    })
    void haveOffsetsInAnyFormOfIso8601(String given, String answered) {
        assertThat(DateTimes.format(DateTimes.parse(given))).isEqualTo(answered);
    }

    /** No offset, one beyond 18 hours, with seconds or cut short, an impossible day or hour, a year beyond four digits: refused. */
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
    void areRefusedWhenImpossible(String given) {
        assertThatThrownBy(() -> DateTimes.parse(given)).isInstanceOf(DateTimeException.class);
    }
}
