package health.polaris.telemetry.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

    /** Seconds may be omitted. Basic format, ordinal and week dates, lower case and decimal commas are accepted. */
    @ParameterizedTest
    @CsvSource({
        "2021-10-27T11:59Z, 2021-10-27T11:59:00.000Z",
        "2021-10-27t11:59:50z, 2021-10-27T11:59:50.000Z",
        "'2021-10-27T11:59:50,5+01', 2021-10-27T11:59:50.500+01:00",
        "20211027T1159Z, 2021-10-27T11:59:00.000Z",
        "20211027T115950.123-0530, 2021-10-27T11:59:50.123-05:30",
        "2020-366T00:00Z, 2020-12-31T00:00:00.000Z",
        "2020366T0000Z, 2020-12-31T00:00:00.000Z",
        "2020-W53-7T00:00Z, 2021-01-03T00:00:00.000Z",
        "2019W011T000000Z, 2018-12-31T00:00:00.000Z",
        "2019-w01-1T00:00Z, 2018-12-31T00:00:00.000Z"
    })
    void otherFormatsOfIso8601AreRead(String given, String expected) {
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

    /** Any date-time is read in each format as Java's own formatters write it. */
    @Test
    void everyFormatMeansTheSame() {
        Random random = new Random(1);
        DateTimeFormatter[] formats = {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSSxx"),
            DateTimeFormatter.ofPattern("uuuu-DDD't'HH:mm:ss,SSSSSSxxx"),
            DateTimeFormatter.ofPattern("uuuuDDD'T'HHmmss.SSSSSSXX"),
            new DateTimeFormatterBuilder()
                    .append(new DateTimeFormatterBuilder()
                            .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
                            .appendLiteral("-W")
                            .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                            .appendLiteral('-')
                            .appendValue(ChronoField.DAY_OF_WEEK, 1)
                            .toFormatter())
                    .appendPattern("'T'HH:mm:ss.SSSSSSXXX")
                    .toFormatter()
        };
        for (int number = 0; number < 1_000; number++) {
            OffsetDateTime value = LocalDateTime.ofEpochSecond(
                            random.nextLong(-12_000_000_000L, 250_000_000_000L),
                            random.nextInt(1_000_000) * 1_000,
                            ZoneOffset.UTC)
                    .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60));
            for (DateTimeFormatter format : formats) {
                assertThat(DateTimes.parse(format.format(value)))
                        .as(format.format(value))
                        .isEqualTo(value);
            }
        }
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
                "2019-01-01T00:00:00.Z",
                "2019-01-01T00:00:00.1234567890Z",
                "2019-01-01T00Z",
                "2019-01-01T00:0000Z",
                "2019-01-01T0000:00Z",
                "2019-0101T00:00:00Z",
                "201901-01T00:00:00Z",
                "2019-366T00:00:00Z",
                "2019-000T00:00:00Z",
                "2019-W53-1T00:00:00Z",
                "2019-W00-1T00:00:00Z",
                "2019-W01-8T00:00:00Z",
                "2019-W01T00:00:00Z",
                "2019-01-01T00:00:00+01:60",
                "2019-01-01T00:00:00-18:30",
                "0000-001T00:00:00Z",
                "+002019-01-01T00:00:00Z",
                "-2019-01-01T00:00:00Z",
                "\u0662019-01-01T00:00:00Z",
                "2019-01-01T00:00:00Z\n",
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
