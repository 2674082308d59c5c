package health.polaris.telemetry.analytics.people;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How long ago people were last heard of. */
class SilentIT extends Contract {
    private static final String SILENT = "/dhos/v1/analytics/silent";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** A person counts in the group of the last write of any record, and is listed by the address of the group. */
    @ParameterizedTest
    @CsvSource({"6, 0", "8, 7", "31, 30", "89, 30", "91, 90", "181, 180", "400, 365"})
    void personCountsInOneGroup(int days, int group) throws SQLException {
        long before = group(group).get("people").asLong();
        fleet.installed(person, "1", "2020-01-01");
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, RecordKind.BLOOD_GLUCOSE_METER.body());
        age("mobile", days + 1000);
        age("blood_glucose_meter", days);

        JsonNode counted = group(group);
        JsonNode listed = TestFleet.support()
                .get(URI.create(SILENT).resolve(counted.get("href").asString()) + "&patient_id=" + person)
                .json();

        assertThat(counted.get("people").asLong()).isEqualTo(before + 1);
        assertThat(listed).hasSize(1);
    }

    /** The groups add up to the number of people. A kind of people can be selected. */
    @Test
    void groupsAddUp() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installedOnComputer(person, "1", "2020-01-01");

        JsonNode all = TestFleet.support().get(SILENT).json();
        JsonNode clinicians =
                TestFleet.support().get(SILENT + "?kind=clinician").json();

        assertThat(all.get("figures")).hasSize(2);
        assertThat(all.get("total").asLong())
                .isEqualTo(all.get("figures")
                        .valueStream()
                        .flatMap(kind -> kind.get("silent").valueStream())
                        .mapToLong(group -> group.get("people").asLong())
                        .sum());
        assertThat(clinicians.get("figures")).hasSize(1);
        assertThat(clinicians.at("/figures/0/kind").asString()).isEqualTo("clinician");
    }

    /** A patient without an installation does not count. */
    @Test
    void patientWithoutInstallationDoesNotCount() {
        long before = patients();

        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, RecordKind.BLOOD_GLUCOSE_METER.body());

        assertThat(patients()).isEqualTo(before);
    }

    private static long patients() {
        return TestFleet.support()
                .get(SILENT + "?kind=patient")
                .json()
                .get("total")
                .asLong();
    }

    private static JsonNode group(int fromDays) {
        return TestFleet.support()
                .get(SILENT + "?kind=patient")
                .json()
                .at("/figures/0/silent")
                .valueStream()
                .filter(group -> group.get("from_days").asInt() == fromDays)
                .findFirst()
                .orElseThrow();
    }

    private void age(String table, int days) throws SQLException {
        String time = "now() at time zone 'UTC' - interval '" + days + " days 1 hour'";
        Database.execute("update " + table + " set created = " + time + ", modified = " + time + " where patient_id = '"
                + person + "'");
    }
}
