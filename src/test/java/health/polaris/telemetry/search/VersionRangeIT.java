package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters by a range of versions. */
class VersionRangeIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** A range of versions has the order of outdated versions, without those that cannot be compared. */
    @Test
    void versionsAreFoundByRange() {
        Answer old = fleet.installed(person, "1.9.0", "2020-01-01");
        Answer beta = fleet.installed(person, "v1.10-beta", "2020-01-01");
        Answer release = fleet.installedOnComputer(person, "1.10", "2020-01-01");
        Answer build = fleet.installed(person, "1.10.0 (7)", "2020-01-01");
        fleet.installed(person, "unknown", "2020-01-01");
        fleet.installed(person, "1." + "1".repeat(70), "2020-01-01");
        fleet.other().installed(person, "1.8", "2020-01-01");

        assertThat(ids("version_below", "1.10")).containsExactly(beta.uuid(), old.uuid());
        assertThat(ids("version_from", "1.10")).containsExactly(build.uuid(), release.uuid());
        assertThat(ids("version_from", "1.10-alpha", "version_below", "1.10.0 (7)"))
                .containsExactly(release.uuid(), beta.uuid());
        assertThat(ids("version_below", "0.1")).isEmpty();
    }

    /** Versions of different products are not compared. */
    @Test
    void rangeOfVersionsRequiresAProduct() {
        Answer rejected = TestFleet.support().get(INSTALLATIONS + "?version_below=2");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("app_product: is required");
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }
}
