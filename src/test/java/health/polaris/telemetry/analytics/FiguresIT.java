package health.polaris.telemetry.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Figures about the fleet. */
class FiguresIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";
    private static final String PLATFORMS = "/dhos/v1/analytics/platforms";
    private static final String ACTIVITY = "/dhos/v1/analytics/activity";
    private static final String METERS = "/dhos/v1/analytics/meters";
    private static final String CHANGES = "/dhos/v1/analytics/changes";
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";

    /** Every response has the time of computation. */
    @ParameterizedTest
    @CsvSource({ADOPTION, PLATFORMS, ACTIVITY, METERS, CHANGES, OUTDATED + "?below=2&app_product=GDM"})
    void responsesHaveTheTimeOfComputation(String query) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        JsonNode answer = TestFleet.support().get(query).json();

        assertThat(Instant.parse(answer.get("computed_at").asString())).isBetween(before, Instant.now());
    }

    /** Every response repeats the parameters of the request, with defaults for missing days and period. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adoption?to=2020-02-29&kind=patient&top=3 | kind=patient top=3 from=2018-02-28 to=2020-02-29 period=month",
                "platforms?kind=clinician&top=3            | kind=clinician top=3",
                "platforms                                 | ''",
                "activity?from=2020-01-31&to=2020-02-29    | from=2020-01-31 to=2020-02-29 period=month",
                "meters?to=2020-03-31&period=week&top=3    | top=3 from=2018-03-31 to=2020-03-31 period=week",
                "changes?from=2020-01-31&to=2020-02-29&kind=meter | kind=meter from=2020-01-31 to=2020-02-29 period=month",
                "outdated?app_product=none&below=2&limit=3 | app_product=none below=2"
            })
    void responsesRepeatTheirParameters(String query, String expected) {
        JsonNode answer = TestFleet.support().get("/dhos/v1/analytics/" + query).json();

        assertThat(answer.get("over")
                        .propertyStream()
                        .map(one -> one.getKey() + "=" + one.getValue().asString()))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    /** The problem detail names the invalid parameter. */
    @ParameterizedTest
    @CsvSource({
        "adoption?period=year, period",
        "adoption?from=2020-13-01, from",
        "adoption?from=2020-02-30, from",
        "adoption?from=2020-01-02&to=2020-01-01, from",
        "adoption?from=2010-01-01&to=2020-01-01&period=day, period",
        "adoption?to=0000-01-01, to",
        "adoption?top=0, top",
        "adoption?kind=meter, kind",
        "platforms?from=2020-01-01, from",
        "activity?top=1, top",
        "meters?kind=patient, kind",
        "changes?kind=phone, kind",
        "changes?app_product=a, app_product",
        "changes?from=2020-01-02&to=2020-01-01, from",
        "outdated?below=1, app_product",
        "outdated?app_product=a, below",
        "outdated?app_product=a&below=1&cursor=x, cursor"
    })
    void badParameterIsNamed(String query, String name) {
        Answer rejected = Client.bearing(Tokens.system()).get("/dhos/v1/analytics/" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(name + ": ");
    }
}
