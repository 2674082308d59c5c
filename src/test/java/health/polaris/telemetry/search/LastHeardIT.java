package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When people were last heard of, and filters by it. */
class LastHeardIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** A search shows when a person was last heard of: the last creation or change of any record of the person. */
    @Test
    void lastHeardIsOfAllRecords() {
        fleet.installed(person, "1", "2020-01-01");
        String computer = fleet.installedOnComputer(person, "1", "2020-01-01").uuid();
        Answer meter = meter(Map.of());
        Answer changed = Client.bearing(Tokens.of("clinician_id", person, Tokens.OWN))
                .patch(
                        RecordKind.CLINICIAN_INSTALLATION.path(person) + "/" + computer,
                        Body.empty().with("app_version", "2"));

        assertThat(fleet.ask(INSTALLATIONS).json().valueStream().map(record -> record.get("last_heard")))
                .containsExactly(changed.json().get("modified"), meter.json().get("modified"));
        assertThat(fleet.ask(METERS).json().at("/0/last_heard"))
                .isEqualTo(meter.json().get("modified"));
    }

    /** People are found by when they were last heard of. */
    @Test
    void silentPeopleAreFound() throws SQLException {
        Answer silent = fleet.installed(person, "1", "2020-01-01");
        String heard = TestFleet.person();
        Answer active = fleet.installed(heard, "1", "2020-01-01");
        Answer computer = fleet.installedOnComputer(person, "1", "2020-01-01");
        age("mobile", 31);
        age("desktop", 29);
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, heard, Body.bloodGlucoseMeter());

        assertThat(ids("silent_for_days", "30")).containsExactly(silent.uuid());
        assertThat(ids("silent_for_days", "31")).containsExactly(silent.uuid());
        assertThat(ids("silent_for_days", "32")).isEmpty();
        assertThat(ids("silent_for_days", "29", "heard_within_days", "30")).containsExactly(computer.uuid());
        assertThat(ids("heard_within_days", "31", "kind", "patient")).containsExactly(active.uuid());
    }

    private Answer meter(Map<String, Object> result) {
        Body body = Body.bloodGlucoseMeter().without("is_bg_value_correct").without("blood_glucose_value");
        for (Map.Entry<String, Object> value : result.entrySet()) {
            body = body.with(value.getKey(), value.getValue());
        }
        return fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, body);
    }

    /** Moves all times of this product's records to this number of days and an hour ago. */
    private void age(String table, int days) throws SQLException {
        Database.execute(
                "update %s set created = now() at time zone 'UTC' - interval '%d days 1 hour', modified = now() at time zone 'UTC' - interval '%2$d days 1 hour' where app_product = '%s'"
                        .formatted(table, days, fleet.product()));
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }
}
