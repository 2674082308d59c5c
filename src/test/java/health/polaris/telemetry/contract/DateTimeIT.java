package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Date-times through the service and the database: installations keep their offset, meters store an instant. */
class DateTimeIT extends Contract {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final long SEED = 20190811;

    private final String person = UUID.randomUUID().toString();

    /** Responses have three decimals, truncated. The offset is kept, and zero is written as Z. */
    @ParameterizedTest
    @CsvSource({
        "2019-08-11T11:59:50.123+01:00,       2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59+01:00,              2019-08-11T11:59:00.000+01:00",
        "20190811t115950+01,                  2019-08-11T11:59:50.000+01:00",
        "2019-08-11T11:59:50.1239999+01:00,   2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50.999999999Z,      2019-08-11T11:59:50.999Z",
        "2019-08-11T11:59:50+00:00,           2019-08-11T11:59:50.000Z",
        "2019-08-11T11:59:50.5-00:00,         2019-08-11T11:59:50.500Z",
        "2019-08-11T11:59:50.123+0100,        2019-08-11T11:59:50.123+01:00",
        "2019-08-11T11:59:50.123+0000,        2019-08-11T11:59:50.123Z",
        "1969-12-31T23:59:59.9999Z,           1969-12-31T23:59:59.999Z",
        "1900-01-01T00:00:00.001+05:30,       1900-01-01T00:00:00.001+05:30",
        "2020-02-29T00:00:00.000-18:00,       2020-02-29T00:00:00.000-18:00",
        "2020-02-29T23:59:59.999+18:00,       2020-02-29T23:59:59.999+18:00",
        "0001-01-02T00:00:00Z,                0001-01-02T00:00:00.000Z",
        "9999-12-31T00:00:00.000+01:00,       9999-12-31T00:00:00.000+01:00",
        "2019-03-31T02:30:00.000+01:00,       2019-03-31T02:30:00.000+01:00",
        "2019-03-31T01:30:00.000Z,            2019-03-31T01:30:00.000Z"
    })
    void installationKeepsItsOffset(String sent, String expected) {
        assertThat(storedLaunch(sent)).isEqualTo(expected);
    }

    /** Any date-time between the years 1583 and 9999, with any offset, is returned truncated to milliseconds. */
    @ParameterizedTest
    @MethodSource("anyDateTimes")
    void anyDateTimeIsReturned(OffsetDateTime sent) {
        String expected = MILLISECONDS.format(sent.truncatedTo(ChronoUnit.MILLIS));

        assertThat(storedLaunch(sent.toString())).isEqualTo(expected);
        assertThat(OffsetDateTime.parse(storedVerification(sent.toString())).toInstant())
                .isEqualTo(sent.toInstant().truncatedTo(ChronoUnit.MILLIS));
    }

    static Stream<OffsetDateTime> anyDateTimes() {
        Random random = new Random(SEED);
        long first = LocalDateTime.of(1583, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        long last = LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC);
        return Stream.generate(() -> LocalDateTime.ofEpochSecond(
                                random.nextLong(first, last), random.nextInt(1_000_000_000), ZoneOffset.UTC)
                        .atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60)))
                .limit(50);
    }

    /** A date of verification is an instant, returned in UTC. It may have any form of ISO 8601 with an offset. */
    @ParameterizedTest
    @CsvSource({
        "2021-10-27T11:59Z, 2021-10-27T11:59:00.000Z",
        "2021-10-27T11:59+02:00, 2021-10-27T09:59:00.000Z",
        "20211027T115950Z, 2021-10-27T11:59:50.000Z",
        "20211027T115950.5+0200, 2021-10-27T09:59:50.500Z",
        "20211027T1159Z, 2021-10-27T11:59:00.000Z",
        "2021-10-27t11:59:50z, 2021-10-27T11:59:50.000Z",
        "2021-W43-3T11:59:50Z, 2021-10-27T11:59:50.000Z",
        "2021W433T115950Z, 2021-10-27T11:59:50.000Z",
        "2021-300T11:59:50Z, 2021-10-27T11:59:50.000Z",
        "2021300T115950Z, 2021-10-27T11:59:50.000Z",
        "'2021-10-27T11:59:50,25Z', 2021-10-27T11:59:50.250Z",
        "2020-01-01T00:00:00.1239+01:00, 2019-12-31T23:00:00.123Z",
        "1969-12-31T23:59:59.9999-01:00, 1970-01-01T00:59:59.999Z",
        "2020-02-29T23:00:00-18:00,      2020-03-01T17:00:00.000Z"
    })
    void verificationIsAnInstant(String sent, String expected) {
        assertThat(storedVerification(sent)).isEqualTo(expected);
    }

    private String storedLaunch(String date) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        return stored(kind, kind.body().with("date_first_launched", date), "date_first_launched");
    }

    private String storedVerification(String date) {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        return stored(kind, kind.body().with("date_verified", date), "date_verified");
    }

    /** The date in the response to a later read, which equals the date in the response to the creation. */
    private String stored(RecordKind kind, Body body, String key) {
        Client owner = Client.patient(person);
        Answer created = owner.post(kind.path(person), body);
        assertThat(created.status()).as(created.text()).isEqualTo(kind.created());
        Answer found = owner.get(kind.path(person) + "/" + created.uuid());
        assertThat(found.json()).isEqualTo(created.json());
        return found.json().get(key).asString();
    }
}
