package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Meter verifications over time, and meters shared by several patients. */
class MeterFiguresIT extends Contract {
    private static final String METERS = "/dhos/v1/analytics/meters";

    private final TestFleet fleet = TestFleet.empty();

    /** Verifications are counted by period and version, with incorrect, unknown and implausible results. */
    @Test
    void verificationsAreCounted() {
        meter("2020-01-10", "1.10", true, 5.0);
        meter("2020-01-11", "1.10", false, 36.0);
        meter("2020-01-12", "1.9", true, 0.9);
        meter("2020-02-12", "1.9", null, null);

        JsonNode periods = fleet.ask(METERS, "from", "2020-01-01", "to", "2020-02-28")
                .json()
                .at("/figures/periods");

        assertThat(periods.valueStream()
                        .map(figure -> List.of(
                                        "from",
                                        "app_version",
                                        "verifications",
                                        "correct",
                                        "incorrect",
                                        "unknown",
                                        "implausible",
                                        "share_incorrect",
                                        "share_unknown")
                                .stream()
                                .map(key -> figure.get(key).asString())
                                .toList()))
                .containsExactly(
                        List.of("2020-01-01", "1.9", "1", "1", "0", "0", "1", "0.0", "0.0"),
                        List.of("2020-01-01", "1.10", "2", "1", "1", "0", "1", "0.5", "0.0"),
                        List.of("2020-02-01", "1.9", "1", "0", "0", "1", "0", "0.0", "1.0"));
    }

    /** A range includes its first and last day completely, in UTC. */
    @Test
    void rangeIncludesItsFirstAndLastDay() {
        for (String time : List.of(
                "2020-02-27T23:59:59.999Z",
                "2020-02-28T00:00:00.000Z",
                "2020-02-29T23:59:59.999Z",
                "2020-03-01T00:59:59.999+01:00",
                "2020-03-01T00:00:00.000Z")) {
            fleet.store(
                    RecordKind.BLOOD_GLUCOSE_METER,
                    "p",
                    Body.bloodGlucoseMeter().with("date_verified", time));
            fleet.other()
                    .store(
                            RecordKind.BLOOD_GLUCOSE_METER,
                            "p",
                            Body.bloodGlucoseMeter().with("date_verified", time));
        }

        JsonNode periods = fleet.ask(METERS, "from", "2020-02-28", "to", "2020-02-29", "period", "day")
                .json()
                .at("/figures/periods");

        assertThat(verifications(periods)).containsExactly("2020-02-28 1", "2020-02-29 2");
        assertThat(periods.at("/0/app_product").asString()).isEqualTo(fleet.product());
    }

    /** A verification without a date counts on its day of creation. */
    @Test
    void undatedVerificationCountsOnItsDayOfCreation() {
        Answer stored = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "p", Body.bloodGlucoseMeter().without("date_verified"));
        String day = stored.json().get("created").asString().substring(0, 10);

        assertThat(verifications(fleet.ask(METERS, "from", day, "to", day, "period", "day")
                        .json()
                        .at("/figures/periods")))
                .containsExactly(day + " 1");
    }

    /** The plausible range of 1.0 to 35.0 mmol/L includes its limits. */
    @ParameterizedTest
    @CsvSource({"0.99, 1", "1.0, 0", "35.0, 0", "35.01, 1"})
    void valuesOutsideThePlausibleRangeAreImplausible(double value, String implausible) {
        meter("2020-01-10", "1", true, value);

        assertThat(fleet.ask(METERS, "from", "2020-01-10", "to", "2020-01-10")
                        .json()
                        .at("/figures/periods/0/implausible")
                        .asString())
                .isEqualTo(implausible);
    }

    /** Without a product, the response has all verifications. Those without a product come first, with null. */
    @Test
    void unknownProductComesFirst() {
        String version = "version " + UUID.randomUUID();
        Body verified =
                Body.bloodGlucoseMeter().with("app_version", version).with("date_verified", "2020-01-10T00:00:00Z");
        String patient = TestFleet.person();
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, patient, verified);
        Client.patient(patient).post(RecordKind.BLOOD_GLUCOSE_METER.path(patient), verified.without("app_product"));

        JsonNode periods = TestFleet.support()
                .get(METERS + "?from=2020-01-10&to=2020-01-10&period=day")
                .json()
                .at("/figures/periods");

        assertThat(periods.valueStream()
                        .filter(one -> one.get("app_version").asString("").equals(version))
                        .map(one -> one.get("app_product").asString("unknown")))
                .containsExactly("unknown", fleet.product());
    }

    /**
     * Serial numbers of several patients are reported with their numbers of patients and records, sorted by number of
     * patients, then by serial number. Repeated verifications by one patient do not count as shared.
     */
    @Test
    void sharedSerialNumbersAreReported() {
        String suffix = TestFleet.person();
        verifiedBy("c " + suffix, "a", "b");
        verifiedBy("b " + suffix, "a", "b", "b", "b");
        verifiedBy("a " + suffix, "a", "a");
        verifiedBy("d " + suffix, "a", "b", "c");

        JsonNode numbers = fleet.ask(METERS, "top", "1000").json().at("/figures/shared_serial_numbers");

        assertThat(numbers.valueStream()
                        .filter(one -> one.get("serial_number").asString().endsWith(suffix))
                        .map(one -> one.get("serial_number").asString().charAt(0) + " "
                                + one.get("patients").asInt() + " "
                                + one.get("verifications").asInt()))
                .containsExactly("d 3 3", "b 2 4", "c 2 2");
        assertThat(numbers.valueStream().map(one -> -one.get("patients").asInt()))
                .isSorted();
    }

    /** Serial numbers that differ only in case, white space or invisible characters are one number. */
    @Test
    void spellingsOfASerialNumberAreOne() {
        String number = "sn" + TestFleet.person();
        verifiedBy(number, "a", "a");
        verifiedBy(number.toUpperCase(Locale.ROOT) + " ", "b");
        verifiedBy("\u200b" + number, "c");
        verifiedBy("\t" + number.substring(0, 9) + "\u00a0" + number.substring(9), "c");

        JsonNode shared = fleet.ask(METERS, "top", "1000").json().at("/figures/shared_serial_numbers");

        assertThat(shared.valueStream()
                        .filter(one -> one.get("serial_number").asString().equals(number))
                        .map(one -> one.get("patients").asInt() + " "
                                + one.get("verifications").asInt()))
                .containsExactly("3 5");
        assertThat(fleet.ask("/dhos/v1/blood_glucose_meter", "serial_number", number)
                        .json())
                .hasSize(5);
    }

    /** Placeholders are no serial numbers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "Unknown",
                "To be filled by O.E.M.",
                "TO BE FILLED BY O.E.M",
                "N/A",
                "none",
                "null",
                "undefined",
                "not available",
                "Default string",
                "System Serial Number",
                "0",
                "0000000000",
                "-",
                "???",
                "XXXXXXXX"
            })
    void placeholderIsNotShared(String placeholder) {
        verifiedBy(placeholder, TestFleet.person(), TestFleet.person(), TestFleet.person());

        assertThat(fleet.ask(METERS, "top", "1000")
                        .json()
                        .at("/figures/shared_serial_numbers")
                        .valueStream()
                        .map(one -> one.get("serial_number").asString()))
                .doesNotContain(placeholder);
    }

    /** An implausible value is probably in mg/dL if it is plausible after conversion. */
    @ParameterizedTest
    @CsvSource({"0.9, 1, 0", "30, 0, 0", "35, 0, 0", "35.01, 1, 1", "97, 1, 1", "630, 1, 1", "630.1, 1, 0"})
    void valuesInMilligramsAreCounted(double value, int implausible, int suspect) {
        meter("2020-01-10", "1", true, value);

        JsonNode answer =
                fleet.ask(METERS, "from", "2020-01-10", "to", "2020-01-10").json();
        JsonNode listed = fleet.ask("/dhos/v1/blood_glucose_meter").json().get(0);

        assertThat(answer.get("total").asInt()).isEqualTo(1);
        assertThat(answer.at("/figures/periods/0/implausible").asInt()).isEqualTo(implausible);
        assertThat(answer.at("/figures/periods/0/unit_suspect").asInt()).isEqualTo(suspect);
        assertThat(listed.path("unit_suspect").asBoolean(false)).isEqualTo(suspect == 1);
    }

    /**
     * The 200 versions with the most verifications are reported separately. All others, and overlong versions, are
     * merged in each period.
     */
    @Test
    void otherVersionsAreMerged() throws SQLException {
        meter("2020-01-10", "most", true, 5.0);
        meter("2020-01-11", "most", false, 5.0);
        meter("2020-02-10", "x".repeat(300), true, 5.0);
        Database.execute("""
            insert into blood_glucose_meter
            select gen_random_uuid(), now(), 'many', now(), 'many', 'phone', 'number', 'patient', '2020-01-12', true, '%s', '1.' || n, 5.4
            from generate_series(1, 250) n""".formatted(fleet.product()));

        List<JsonNode> periods = fleet.ask(METERS, "from", "2020-01-01", "to", "2020-02-28")
                .json()
                .at("/figures/periods")
                .valueStream()
                .toList();

        assertThat(periods).hasSize(202);
        assertThat(periods.stream()
                        .map(one -> one.get("app_version").asString("none") + " "
                                + one.get("verifications").asInt() + " "
                                + one.get("incorrect").asInt()))
                .contains("most 2 1");
        assertThat(periods.stream()
                        .filter(one -> one.get("other").asBoolean())
                        .map(one -> one.get("from").asString() + " "
                                + one.get("app_product").asString("none") + " "
                                + one.get("app_version").asString("none") + " "
                                + one.get("verifications").asInt()))
                .containsExactly("2020-01-01 none none 51", "2020-02-01 none none 1");
    }

    /** Overlong serial numbers are excluded. */
    @Test
    void overlongSerialNumberIsExcluded() {
        String number = TestFleet.person() + "x".repeat(300);
        verifiedBy(number, "a", "b", "c", "d", "e", "f");
        verifiedBy(TestFleet.person(), "a", "b");

        assertThat(fleet.ask(METERS, "top", "1000")
                        .json()
                        .at("/figures/shared_serial_numbers")
                        .valueStream()
                        .map(one -> one.get("serial_number").asString()))
                .isNotEmpty()
                .doesNotContain(number);
    }

    /** The number of shared serial numbers is limited by the parameter {@code top}. */
    @Test
    void sharedSerialNumbersAreLimited() {
        verifiedBy("one " + TestFleet.person(), "a", "b");
        verifiedBy("other " + TestFleet.person(), "a", "b");

        assertThat(fleet.ask(METERS, "top", "1").json().at("/figures/shared_serial_numbers"))
                .hasSize(1);
    }

    private static List<String> verifications(JsonNode periods) {
        return periods.valueStream()
                .map(one -> one.get("from").asString() + " "
                        + one.get("verifications").asInt())
                .toList();
    }

    private void verifiedBy(String serialNumber, String... patients) {
        for (String patient : patients) {
            fleet.store(
                    RecordKind.BLOOD_GLUCOSE_METER,
                    patient,
                    Body.bloodGlucoseMeter().with("serial_number", serialNumber));
        }
    }

    private void meter(String day, String version, Boolean correct, Double value) {
        Body body = Body.bloodGlucoseMeter()
                .with("date_verified", day + "T00:00:00Z")
                .with("app_version", version)
                .without("is_bg_value_correct")
                .without("blood_glucose_value");
        body = correct == null ? body : body.with("is_bg_value_correct", correct);
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "p", value == null ? body : body.with("blood_glucose_value", value));
    }
}
