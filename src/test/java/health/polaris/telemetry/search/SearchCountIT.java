package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Numbers of the results of searches. */
class SearchCountIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** Records and people of a search are counted. */
    @Test
    void resultsAreCounted() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installed(person, "2", "2020-01-01");
        fleet.installedOnComputer(person, "1", "2020-01-01");

        assertThat(fleet.ask(INSTALLATIONS, "count", "true").text())
                .isEqualTo("{\"records\":3,\"people\":2,\"estimated\":false}");
        assertThat(fleet.ask(INSTALLATIONS, "count", "true", "app_version", "2").text())
                .isEqualTo("{\"records\":1,\"people\":1,\"estimated\":false}");
        assertThat(fleet.ask(METERS, "count", "true").text())
                .isEqualTo("{\"records\":0,\"people\":0,\"estimated\":false}");
    }

    /** Large numbers are estimates, which are at least the number that is counted. */
    @Test
    void largeNumbersAreEstimated() throws SQLException {
        Database.execute(ManyPhones.of(SearchCounts.MAX_EXACT + 1)
                .with("app_product", "'" + fleet.product() + "'")
                .with("patient_id", "'" + person.substring(0, 30) + "-' || n % 100")
                .insert());

        JsonNode count =
                fleet.ask(INSTALLATIONS, "kind", "patient", "count", "true").json();

        assertThat(count.get("estimated").asBoolean()).isTrue();
        assertThat(count.get("records").asLong()).isGreaterThan(SearchCounts.MAX_EXACT);
        assertThat(count.get("people").asLong()).isBetween(100L, 200L);
    }

    /** A count has neither pages nor a file. */
    @Test
    void countHasNoPages() {
        Answer paged = TestFleet.support().get(INSTALLATIONS + "?count=true&limit=1");
        Answer export = TestFleet.support("text/csv").get(INSTALLATIONS + "?count=true");

        assertThat(paged.status()).isEqualTo(400);
        assertThat(paged.detail()).startsWith("limit: ");
        assertThat(export.status()).isEqualTo(400);
        assertThat(export.detail()).startsWith("count: ");
    }
}
