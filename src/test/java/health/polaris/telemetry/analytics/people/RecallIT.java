package health.polaris.telemetry.analytics.people;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The people whom a recall concerns. */
class RecallIT extends Contract {
    private static final String RECALL = "/dhos/v1/analytics/recall";
    private static final RecordKind METER = RecordKind.BLOOD_GLUCOSE_METER;

    private final TestFleet fleet = TestFleet.empty();
    private final String batch = "Batch-" + TestFleet.person() + "-";
    private final String person = TestFleet.person();

    /** A person with meters of the batch is listed once, with the newest of them and the time when last heard of. */
    @Test
    void ownersOfMetersAreListedOnce() {
        meter(person, batch + "1");
        Answer newest = meter(person, batch + "2");
        meter(person, "x" + batch);
        meter(TestFleet.person(), "x" + batch);
        Answer installation = fleet.installed(person, "1", "2020-01-01");

        JsonNode recall = recall("?serial_number_starts=" + batch.toUpperCase(Locale.ROOT));

        assertThat(recall.get("total").asLong()).isEqualTo(1);
        assertThat(recall.get("figures")).hasSize(1);
        JsonNode only = recall.at("/figures/0");
        assertThat(only.get("kind").asString()).isEqualTo("patient");
        assertThat(only.get("person_id").asString()).isEqualTo(person);
        assertThat(only.get("records").asLong()).isEqualTo(2);
        assertThat(only.get("serial_number").asString()).isEqualTo(batch + "2");
        assertThat(only.get("uuid").asString()).isEqualTo(newest.uuid());
        assertThat(only.get("recorded")).isEqualTo(newest.json().get("created"));
        assertThat(only.get("os").isNull()).isTrue();
        assertThat(only.get("last_heard")).isEqualTo(installation.json().get("modified"));
    }

    /** A recall by product and version lists patients and clinicians, in the order of kind and id, page by page. */
    @Test
    void peopleWithAVersionAreListedPageByPage() {
        List<String> patients = IntStream.range(0, 3)
                .mapToObj(each -> TestFleet.person())
                .sorted()
                .toList();
        patients.forEach(patient -> fleet.installed(patient, "1.9.0", "2020-01-01"));
        fleet.installed(TestFleet.person(), "1.9.1", "2020-01-01");
        fleet.installedOnComputer(person, "v1.9.0", "2020-01-01");
        String query =
                "?app_product=" + TestFleet.encoded(fleet.product()) + "&app_version=1.9.0&app_version=v1.9.0&limit=3";

        Answer page = TestFleet.support().get(RECALL + query);
        Answer next = TestFleet.support().get(RECALL + TestFleet.next(page));

        assertThat(page.json().get("total").asLong()).isEqualTo(4);
        assertThat(people(page.json())).containsExactly(person, patients.get(0), patients.get(1));
        assertThat(next.json().get("total").asLong()).isEqualTo(4);
        assertThat(people(next.json())).containsExactly(patients.get(2));
        assertThat(next.header("Link")).isEmpty();
    }

    /** A recall by a range of versions, model and operating system lists the people of matching phones. */
    @Test
    void peopleWithAPhoneAreListed() {
        phone(person, "Model " + batch, "2.0");
        phone(TestFleet.person(), "Model " + batch, "3.0");
        phone(TestFleet.person(), "Other " + batch, "2.0");

        JsonNode recall = recall("?model_starts=" + TestFleet.encoded("model " + batch)
                + "&os_version=8.0&version_below=3&app_product=" + TestFleet.encoded(fleet.product()));

        assertThat(people(recall)).containsExactly(person);
        assertThat(recall.at("/figures/0/app_version").asString()).isEqualTo("2.0");
        assertThat(recall.at("/figures/0/os_version").asString()).isEqualTo("8.0");
        assertThat(recall.at("/figures/0/manufacturer").asString()).isEqualTo("Samsung");
    }

    /** A model may be of phones or of meters; kind selects one of them. */
    @Test
    void modelMayBeOfPhonesOrMeters() {
        phone(person, batch, "1");
        String other = TestFleet.person();
        fleet.store(METER, other, METER.body().with("model", batch).with("firmware_version", "2"));

        assertThat(people(recall("?model=" + batch))).containsExactlyInAnyOrder(person, other);
        assertThat(people(recall("?kind=patient&model=" + batch))).containsExactly(person);
        assertThat(people(recall("?kind=meter&model=" + batch))).containsExactly(other);
        assertThat(people(recall("?firmware_version_starts=2&model=" + batch))).containsExactly(other);
    }

    /** The list as CSV has all people, with the columns of the pages. */
    @Test
    void listIsExported() {
        meter(person, batch + "1");
        meter(person, batch + "1");
        String other = TestFleet.person();
        meter(other, batch + "2");

        Answer csv = TestFleet.support("text/csv").get(RECALL + "?serial_number_starts=" + batch);

        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"recall.csv\"");
        List<String> lines = csv.text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("\"kind\",\"person_id\",\"records\",\"serial_number\",")
                .endsWith(",\"last_heard\"");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("\"patient\",\"" + person + "\",2,\"" + batch + "1\","))
                .anyMatch(line -> line.startsWith("\"patient\",\"" + other + "\",1,\"" + batch + "2\","));
    }

    /** An unknown product gets the products that exist. */
    @Test
    void unknownProductGetsKnownOnes() {
        fleet.installed(person, "1", "2020-01-01");

        assertThat(recall("?app_product=none").get("known_products")).isNotEmpty();
    }

    /** A recall without a filter by text, or with filters that no kind supports together, is rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?kind=meter",
                "?silent_for_days=30",
                "?serial_number_starts=",
                "?serial_number=1&os=iOS",
                "?latest=true&serial_number=1",
                "?kind=clinician&model=1",
                "?version_below=2&app_version=1",
                "?model=1&limit=0",
                "?model=1&count=true",
                "?model=1&bom=true",
                "?model=1&cursor=x"
            })
    void insufficientRecallIsRejected(String query) {
        Answer rejected = TestFleet.support().get(RECALL + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).contains(": ");
    }

    /** An export has no pages, and a patient may not export. */
    @Test
    void exportHasItsOwnRules() {
        Client csv = TestFleet.support("text/csv");

        assertThat(csv.get(RECALL + "?model=1&limit=5").status()).isEqualTo(400);
        assertThat(Client.patient(person)
                        .with("Accept", "text/csv")
                        .get(RECALL + "?model=1")
                        .status())
                .isEqualTo(403);
        assertThat(Client.anonymous()
                        .with("Accept", "text/csv")
                        .get(RECALL + "?model=1")
                        .status())
                .isEqualTo(401);
    }

    private Answer meter(String patient, String serialNumber) {
        return fleet.store(METER, patient, METER.body().with("serial_number", serialNumber));
    }

    private void phone(String patient, String model, String version) {
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                patient,
                Body.patientInstallation().with("model", model).with("app_version", version));
    }

    private static JsonNode recall(String query) {
        return TestFleet.support().get(RECALL + query).json();
    }

    private static List<String> people(JsonNode recall) {
        return recall.get("figures")
                .valueStream()
                .map(person -> person.get("person_id").asString())
                .toList();
    }
}
