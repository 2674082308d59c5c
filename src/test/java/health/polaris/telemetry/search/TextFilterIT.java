package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters by text, by the start of a text, and by several texts. */
class TextFilterIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** Filters by platform ignore case and surrounding white space, as the figures about platforms do. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, manufacturer, manufacturer",
        "PATIENT_INSTALLATION, model, model",
        "PATIENT_INSTALLATION, phone_os, os",
        "PATIENT_INSTALLATION, phone_os_version, os_version",
        "CLINICIAN_INSTALLATION, desktop_os, os",
        "CLINICIAN_INSTALLATION, desktop_os_version, os_version",
        "BLOOD_GLUCOSE_METER, serial_number, serial_number",
    })
    void platformFilterIgnoresCase(RecordKind kind, String field, String filter) {
        String text = "Ab? %_'\"IÉ 1.10 " + "x".repeat(60);
        Answer found = fleet.store(kind, person, kind.body().with(field, text + " "));
        Answer lower = fleet.store(kind, person, kind.body().with(field, text.toLowerCase(Locale.ROOT)));
        fleet.store(kind, person, kind.body().with(field, text + "y"));

        Answer answer = fleet.ask(kind.search(), filter, " " + text.toUpperCase(Locale.ROOT));

        assertThat(TestFleet.ids(answer.json())).containsExactly(lower.uuid(), found.uuid());
    }

    /** Text filters match the whole text, and are case-sensitive. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, app_version, app_version",
        "PATIENT_INSTALLATION, unique_device_code, unique_device_code",
        "CLINICIAN_INSTALLATION, app_version, app_version",
        "CLINICIAN_INSTALLATION, unique_device_code, unique_device_code",
        "BLOOD_GLUCOSE_METER, app_version, app_version",
    })
    void textFilterMatchesExactly(RecordKind kind, String field, String filter) {
        String text = "Ab? %_'\"é 1.10 " + "x".repeat(60);
        Answer found = fleet.store(kind, person, kind.body().with(field, text));
        fleet.store(kind, person, kind.body().with(field, text + "y"));
        fleet.store(kind, person, kind.body().with(field, text.toLowerCase(Locale.ROOT)));

        Answer answer = fleet.ask(kind == RecordKind.BLOOD_GLUCOSE_METER ? METERS : INSTALLATIONS, filter, text);

        assertThat(TestFleet.ids(answer.json())).containsExactly(found.uuid());
    }

    /**
     * Text filters match the whole text, although the index holds only its first 64 characters. A character may be a
     * surrogate pair.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 63, 64, 65, 200})
    void textFilterMatchesBeyondTheIndexedLength(int characters) {
        String text = "\ud83d\udcf1".repeat(characters);
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", text + "y"));
        Answer found = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", text));

        assertThat(ids("model", text)).containsExactly(found.uuid());
    }

    /** Each text filter has one for the start of the text, which compares as the filter does. Wildcards are plain characters. */
    @ParameterizedTest
    @CsvSource({
        "PATIENT_INSTALLATION, manufacturer, manufacturer, true",
        "PATIENT_INSTALLATION, model, model, true",
        "PATIENT_INSTALLATION, phone_os, os, true",
        "PATIENT_INSTALLATION, phone_os_version, os_version, true",
        "PATIENT_INSTALLATION, app_version, app_version, false",
        "PATIENT_INSTALLATION, unique_device_code, unique_device_code, false",
        "CLINICIAN_INSTALLATION, desktop_os, os, true",
        "CLINICIAN_INSTALLATION, desktop_os_version, os_version, true",
        "CLINICIAN_INSTALLATION, app_version, app_version, false",
        "CLINICIAN_INSTALLATION, unique_device_code, unique_device_code, false",
        "BLOOD_GLUCOSE_METER, serial_number, serial_number, true",
        "BLOOD_GLUCOSE_METER, manufacturer, manufacturer, true",
        "BLOOD_GLUCOSE_METER, model, model, true",
        "BLOOD_GLUCOSE_METER, firmware_version, firmware_version, true",
        "BLOOD_GLUCOSE_METER, app_version, app_version, false",
    })
    void startOfATextIsFound(RecordKind kind, String field, String filter, boolean ignoresCase) {
        String start = "Ab%_\\'" + person;
        Answer equal = fleet.store(kind, person, kind.body().with(field, start));
        Answer longer = fleet.store(kind, person, kind.body().with(field, start + "x".repeat(100)));
        fleet.store(kind, person, kind.body().with(field, "Abxx\\'" + person));
        fleet.store(kind, person, kind.body().with(field, "x" + start));

        assertThat(TestFleet.ids(
                        fleet.ask(kind.search(), filter + "_starts", start).json()))
                .containsExactly(longer.uuid(), equal.uuid());
        assertThat(TestFleet.ids(fleet.ask(kind.search(), filter + "_starts", start + "x".repeat(50))
                        .json()))
                .containsExactly(longer.uuid());
        assertThat(TestFleet.ids(fleet.ask(kind.search(), filter + "_starts", start.toLowerCase(Locale.ROOT))
                        .json()))
                .hasSize(ignoresCase ? 2 : 0);
    }

    /** The start of the id of a phone finds its meters. */
    @Test
    void startOfAMobileIdIsFound() {
        String phone = TestFleet.person();
        Answer meter = fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter().with("mobile_id", phone));
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter());

        assertThat(meters("mobile_id_starts", phone.substring(0, 20))).containsExactly(meter.uuid());
    }

    /** Several values of a text filter are alternatives. */
    @Test
    void severalValuesAreAlternatives() {
        String longVersion = "1".repeat(70);
        Answer plain = fleet.installed(person, "1.9.0", "2020-01-01");
        Answer prefixed = fleet.installed(person, "v1.9.0", "2020-01-01");
        Answer longer = fleet.installed(person, longVersion, "2020-01-01");
        fleet.installed(person, longVersion + "1", "2020-01-01");
        fleet.installed(person, "1.9.1", "2020-01-01");

        assertThat(ids("app_version", "1.9.0", "app_version", "v1.9.0", "app_version", longVersion))
                .containsExactly(longer.uuid(), prefixed.uuid(), plain.uuid());
    }

    /** A cursor of a search with several values is valid for the next page. */
    @Test
    void severalValuesHavePages() {
        Answer first = fleet.installed(person, "1", "2020-01-01");
        Answer second = fleet.installed(person, "2", "2020-01-01");

        Answer page = fleet.ask(INSTALLATIONS, "app_version", "1", "app_version", "2", "limit", "1");
        Answer next = TestFleet.support().get(INSTALLATIONS + TestFleet.next(page));

        assertThat(TestFleet.ids(page.json())).containsExactly(second.uuid());
        assertThat(TestFleet.ids(next.json())).containsExactly(first.uuid());
    }

    /** Searches that match several texts are sorted by creation, over all texts and pages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "app_version=1.0&app_version=1.1&app_version=1.1&app_version=1.2",
                "app_version_starts=1.",
                "version_below=2"
            })
    void pagesOfSeveralTextsAreSorted(String filter) {
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            stored.add(
                    0,
                    fleet.installed(TestFleet.person(), "1." + number % 3, "2020-01-01")
                            .uuid());
            fleet.installed(person, "2.0", "2020-01-01");
        }
        fleet.other().installed(person, "1.0", "2020-01-01");
        Client support = TestFleet.support();

        List<String> newestFirst = new ArrayList<>();
        Answer page = support.get(
                INSTALLATIONS + "?limit=3&" + filter + "&app_product=" + TestFleet.encoded(fleet.product()));
        newestFirst.addAll(TestFleet.ids(page.json()));
        while (!TestFleet.next(page).isEmpty()) {
            page = support.get(INSTALLATIONS + TestFleet.next(page));
            newestFirst.addAll(TestFleet.ids(page.json()));
        }

        assertThat(newestFirst).isEqualTo(stored);
    }

    private List<String> ids(String... parameters) {
        return TestFleet.ids(fleet.ask(INSTALLATIONS, parameters).json());
    }

    private List<String> meters(String... parameters) {
        return TestFleet.ids(fleet.ask(METERS, parameters).json());
    }
}
