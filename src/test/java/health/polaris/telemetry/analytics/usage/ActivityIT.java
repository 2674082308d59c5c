package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** New installations over time. */
class ActivityIT extends Contract {
    private static final String ACTIVITY = "/dhos/v1/analytics/activity";

    private final TestFleet fleet = TestFleet.empty();

    /** Installations are counted by period, including empty periods. */
    @Test
    void activityCountsNewInstallations() {
        fleet.installed("a", "1", "2020-01-10");
        fleet.installed("a", "2", "2020-01-31");
        fleet.installed("b", "2", "2020-03-01");
        fleet.installed("b", "2", "2020-04-02");

        JsonNode activity = fleet.ask(ACTIVITY, "from", "2020-01-15", "to", "2020-04-01")
                .json()
                .at("/figures/0/periods");

        assertThat(activity.valueStream()
                        .map(step -> step.get("from").asString() + " "
                                + step.get("installations").asInt()))
                .containsExactly("2020-01-01 1", "2020-02-01 0", "2020-03-01 1", "2020-04-01 0");
    }

    /** A range includes its first and last day completely, in UTC. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, date_first_launched, patient",
        "CLINICIAN_INSTALLATION, date_first_used, clinician"
    })
    void rangeIncludesItsFirstAndLastDay(RecordKind kind, String date, String label) {
        for (String time : List.of(
                "2020-02-27T23:59:59.999Z",
                "2020-02-28T00:00:00.000Z",
                "2020-02-29T23:59:59.999Z",
                "2020-03-01T00:59:59.999+01:00",
                "2020-03-01T00:00:00.000Z")) {
            fleet.store(kind, "a", kind.body().with(date, time));
            fleet.other().store(kind, "a", kind.body().with(date, time));
        }

        JsonNode activity = fleet.ask(ACTIVITY, "from", "2020-02-28", "to", "2020-02-29", "period", "day")
                .json()
                .get("figures");

        assertThat(activity).hasSize(1);
        assertThat(activity.at("/0/kind").asString()).isEqualTo(label);
        assertThat(activity.at("/0/app_product").asString()).isEqualTo(fleet.product());
        assertThat(steps(activity.get(0))).containsExactly("2020-02-28 1", "2020-02-29 2");
    }

    /** The response has both kinds, patients first, unless the request selects one. */
    @Test
    void kindsAreReportedSeparately() {
        fleet.installed("a", "1", "2020-01-10");
        fleet.installed("b", "1", "2020-01-10");
        fleet.installedOnComputer("c", "1", "2020-01-10");
        String[] january = {"from", "2020-01-01", "to", "2020-01-31"};

        JsonNode both = fleet.ask(ACTIVITY, january).json().get("figures");

        assertThat(both).hasSize(2);
        assertThat(both.at("/0/kind").asString()).isEqualTo("patient");
        assertThat(steps(both.get(0))).containsExactly("2020-01-01 2");
        assertThat(both.at("/1/kind").asString()).isEqualTo("clinician");
        assertThat(steps(both.get(1))).containsExactly("2020-01-01 1");
        assertThat(ofKind("patient")).containsExactly(both.get(0));
        assertThat(ofKind("clinician")).containsExactly(both.get(1));
    }

    /**
     * The 200 products with the most installations are reported separately. All others are merged into a last one
     * without a name.
     */
    @Test
    void otherProductsAreMerged() throws SQLException {
        ManyPhones phones = ManyPhones.of(250).with("date_first_launched_", "timestamp '2016-05-05'");
        Database.execute(
                phones.with("app_product", "'" + fleet.product() + " ' || n").insert());
        Database.execute(phones.with("app_product", "'" + fleet.product() + "'").insert());

        List<JsonNode> all = TestFleet.support()
                .get(ACTIVITY + "?from=2016-05-05&to=2016-05-06&period=day&kind=patient")
                .json()
                .get("figures")
                .valueStream()
                .toList();

        assertThat(all).hasSize(201);
        assertThat(all.get(200).get("app_product").isNull()).isTrue();
        assertThat(steps(all.get(200))).containsExactly("2016-05-05 51", "2016-05-06 0");
        assertThat(all)
                .filteredOn(one -> one.get("app_product").asString("").equals(fleet.product()))
                .singleElement()
                .satisfies(one -> assertThat(steps(one)).containsExactly("2016-05-05 250", "2016-05-06 0"));
    }

    /** Without a product, the response has one figure per product. */
    @Test
    void eachProductIsReportedWithoutAProduct() {
        fleet.installed("a", "1", "2020-01-10");
        TestFleet other = TestFleet.empty();
        other.installed("a", "1", "2020-01-10");

        JsonNode all = TestFleet.support()
                .get(ACTIVITY + "?from=2020-01-10&to=2020-01-10&kind=patient")
                .json()
                .get("figures");

        assertThat(all.valueStream().map(one -> one.get("app_product").asString()))
                .contains(fleet.product(), other.product())
                .doesNotHaveDuplicates();
    }

    private List<JsonNode> ofKind(String kind) {
        return fleet.ask(ACTIVITY, "from", "2020-01-01", "to", "2020-01-31", "kind", kind)
                .json()
                .get("figures")
                .valueStream()
                .toList();
    }

    private static List<String> steps(JsonNode activity) {
        return activity.get("periods")
                .valueStream()
                .map(step -> step.get("from").asString() + " "
                        + step.get("installations").asInt())
                .toList();
    }
}
