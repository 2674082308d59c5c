package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters for the latest installations. */
class LatestFilterIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** The filter for latest installations applies before the other filters. */
    @Test
    void latestFilterAppliesBeforeOthers() {
        Answer updated = fleet.installed(person, "2", "2020-02-01");
        fleet.installed(person, "1", "2020-01-01");
        Answer latest = fleet.installed(TestFleet.person(), "1", "2020-03-01");

        assertThat(ids("latest", "true")).containsExactly(latest.uuid(), updated.uuid());
        assertThat(ids("latest", "true", "app_version", "1")).containsExactly(latest.uuid());
        assertThat(ids("latest", "false", "app_version", "1")).hasSize(2);
    }

    /** A person with two products has one latest installation. The other filters never select an older one. */
    @Test
    void latestIsDeterminedAcrossProducts() {
        String oldVersion = "old " + person;
        fleet.installed(person, oldVersion, "2020-01-01");
        TestFleet newer = TestFleet.empty();
        Answer latest = newer.installed(person, "1", "2020-02-01");

        assertThat(ids("latest", "true")).isEmpty();
        assertThat(ids("latest", "true", "app_version", oldVersion)).isEmpty();
        assertThat(TestFleet.ids(newer.ask(INSTALLATIONS, "latest", "true").json()))
                .containsExactly(latest.uuid());
        assertThat(TestFleet.ids(TestFleet.support()
                        .get(INSTALLATIONS + "?latest=true&patient_id=" + person)
                        .json()))
                .containsExactly(latest.uuid());
    }

    /** The latest installation of a product need not be the latest of the person. */
    @Test
    void latestOfAProductIsFound() {
        fleet.installed(person, "1", "2020-01-01");
        Answer latest = fleet.installed(person, "2", "2020-02-01");
        fleet.installed(person, "3", "9999-01-01");
        fleet.other().installed(person, "1", "2020-03-01");

        assertThat(ids("latest_of_product", "true")).containsExactly(latest.uuid());
        assertThat(ids("latest", "true")).isEmpty();
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }
}
