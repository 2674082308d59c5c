package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Searches for devices. */
class DeviceSearchIT extends Contract {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;
    private static final RecordKind METER = RecordKind.BLOOD_GLUCOSE_METER;

    private final String person = TestFleet.person();
    private final String brand = "Brand " + UUID.randomUUID();
    private final Client support = TestFleet.support();

    /** The patient is found by id, reference, address and identifier. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient=",
                "patient=Patient/",
                "patient=https://x.example/Patient/",
                "patient:identifier=",
                "patient.identifier=",
                "patient.identifier=|"
            })
    void patientIsFound(String parameter) {
        String phone = Devices.store(PHONE, person, PHONE.body());
        String meter = Devices.store(METER, person, METER.body());
        Devices.store(PHONE, TestFleet.person(), PHONE.body());

        Answer answer = support.get(Devices.PATH + "?" + parameter.replace("|", "%7C") + person);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(Devices.ids(answer)).containsExactly(meter, phone);
    }

    /** A page has the type, a link to itself, and the address and mode of each device. */
    @Test
    void pageIsASearchSet() {
        String phone = Devices.store(PHONE, person, PHONE.body());

        Answer answer = support.get(Devices.PATH + "?patient=" + person);
        JsonNode page = answer.json();

        assertThat(page.get("resourceType").asString()).isEqualTo("Bundle");
        assertThat(page.get("type").asString()).isEqualTo("searchset");
        assertThat(Devices.link(answer, "self")).isEqualTo(Devices.PATH + "?patient=" + person);
        assertThat(Devices.link(answer, "next")).isEmpty();
        assertThat(page.at("/entry/0/fullUrl").asString()).startsWith("http://").endsWith(Devices.PATH + "/" + phone);
        assertThat(page.at("/entry/0/search/mode").asString()).isEqualTo("match");
    }

    /** Each kind of identifier finds its device, and nothing else does. */
    @Test
    void identifierIsFound() {
        String code = "code-" + UUID.randomUUID();
        String serial = "SN-" + UUID.randomUUID();
        String phone = Devices.store(PHONE, person, PHONE.body().with("unique_device_code", code));
        String meter = Devices.store(METER, person, METER.body().with("serial_number", serial));

        assertThat(identified("urn:ietf:rfc:3986%7Curn:uuid:" + Devices.uuid(phone)))
                .containsExactly(phone);
        assertThat(identified(Devices.uuid(meter))).containsExactly(meter);
        assertThat(identified(code)).containsExactly(phone);
        assertThat(identified("%7C" + code)).containsExactly(phone);
        assertThat(identified(serial.toLowerCase(java.util.Locale.ROOT))).containsExactly(meter);
        assertThat(identified(serial + "," + code + "," + Devices.uuid(phone))).containsExactly(meter, phone);
        assertThat(identified("https://other.example%7C" + code)).isEmpty();
        assertThat(identified("urn:ietf:rfc:3986%7C" + code)).isEmpty();
    }

    private List<String> identified(String identifier) {
        return Devices.ids(support.get(Devices.PATH + "?identifier=" + identifier));
    }

    /** A type is found by each of its codes, with and without the system. */
    @ParameterizedTest
    @CsvSource({
        "531981, phone",
        "urn:iso:std:iso:11073:10101%7C531981, phone",
        "528401, meter",
        "http://snomed.info/sct%7C337414009, meter",
        "http://snomed.info/sct%7C528401, ''",
        "'531981,528401', meter phone",
        "unknown, ''"
    })
    void typeIsFound(String type, String kinds) {
        Devices.store(PHONE, person, PHONE.body());
        Devices.store(METER, person, METER.body());

        assertThat(String.join(
                        " ",
                        Devices.ids(support.get(Devices.PATH + "?patient=" + person + "&type=" + type)).stream()
                                .map(id -> id.replaceFirst("-.*", ""))
                                .toList()))
                .isEqualTo(kinds);
    }

    /** Manufacturer and model are found by their beginning in any case. */
    @Test
    void textsAreFoundByTheirBeginning() {
        String phone = Devices.store(
                PHONE, person, PHONE.body().with("manufacturer", brand).with("model", "X9 Pro"));
        String meter = Devices.store(
                METER, person, METER.body().with("manufacturer", brand).with("model", "M1"));
        String prefix = TestFleet.encoded(brand.substring(0, 30).toUpperCase(java.util.Locale.ROOT));

        assertThat(Devices.ids(support.get(Devices.PATH + "?manufacturer=" + prefix)))
                .containsExactly(meter, phone);
        assertThat(Devices.ids(support.get(Devices.PATH + "?manufacturer=" + prefix + "&model=x9")))
                .containsExactly(phone);
    }

    /** The time of the last change is compared with prefixes and precisions. */
    @Test
    void lastUpdatedIsCompared() {
        String phone = Devices.store(PHONE, person, PHONE.body());
        String time = support.get(Devices.PATH + "/" + phone)
                .json()
                .at("/meta/lastUpdated")
                .asString();
        String minute = time.substring(0, 16) + "Z";

        for (String matching : List.of(
                time, "ge" + time, "le" + time, minute, time.substring(0, 10), "gt2020", "lt9000-01", "sa2020-01-01")) {
            assertThat(updated(matching)).as(matching).containsExactly(phone);
        }
        for (String other : List.of("gt" + time, "lt" + time, "ne" + time, "2020", "eb" + minute)) {
            assertThat(updated(other)).as(other).isEmpty();
        }
        assertThat(Devices.ids(support.get(
                        Devices.PATH + "?patient=" + person + "&_lastUpdated=ge" + time + "&_lastUpdated=lt" + time)))
                .isEmpty();
    }

    private List<String> updated(String value) {
        return Devices.ids(support.get(Devices.PATH + "?patient=" + person + "&_lastUpdated=" + value));
    }

    /** Pages neither repeat nor omit devices of several kinds. */
    @Test
    void pagesAreComplete() {
        List<String> stored = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            stored.add(0, Devices.store(PHONE, person, PHONE.body()));
            stored.add(0, Devices.store(METER, person, METER.body()));
        }

        List<String> read = new ArrayList<>();
        String next = Devices.PATH + "?patient=" + person + "&_count=3";
        while (!next.isEmpty()) {
            Answer page = support.get(next);
            assertThat(Devices.ids(page)).hasSizeLessThanOrEqualTo(3);
            read.addAll(Devices.ids(page));
            next = Devices.link(page, "next");
        }

        assertThat(read).containsExactlyElementsOf(stored);
    }

    /** A cursor belongs to its search. */
    @Test
    void cursorOfAnotherSearchIsRejected() {
        Devices.store(PHONE, person, PHONE.body());
        Devices.store(PHONE, person, PHONE.body());
        String next = Devices.link(support.get(Devices.PATH + "?patient=" + person + "&_count=1"), "next");

        assertThat(next).isNotEmpty();
        assertThat(support.get(next.replace(person, TestFleet.person())).status())
                .isEqualTo(400);
    }

    /** The number of devices alone, by either parameter. */
    @ParameterizedTest
    @ValueSource(strings = {"_summary=count", "_count=0"})
    void devicesAreCounted(String parameter) {
        Devices.store(PHONE, person, PHONE.body());
        Devices.store(METER, person, METER.body());

        JsonNode page = support.get(Devices.PATH + "?patient=" + person + "&" + parameter)
                .json();

        assertThat(page.get("total").asInt()).isEqualTo(2);
        assertThat(page.has("entry")).isFalse();
    }

    /** A larger page than the maximum is reduced. */
    @Test
    void largePagesAreReduced() {
        assertThat(support.get(Devices.PATH + "?patient=" + person + "&_count=100000")
                        .status())
                .isEqualTo(200);
    }

    /** Unknown parameters are ignored with a warning, and rejected if the client prefers that. */
    @Test
    void unknownParametersAreHandledAsPreferred() {
        String phone = Devices.store(PHONE, person, PHONE.body());
        String path = Devices.PATH + "?patient=" + person + "&colour=red";

        Answer lenient = support.get(path);
        Answer strict =
                support.with("Prefer", "return=minimal; handling=strict").get(path);

        assertThat(Devices.ids(lenient)).containsExactly(phone);
        assertThat(lenient.json().at("/entry/1/search/mode").asString()).isEqualTo("outcome");
        assertThat(lenient.json().at("/entry/1/resource/issue/0/diagnostics").asString())
                .contains("colour");
        assertThat(Devices.link(lenient, "self")).doesNotContain("colour");
        assertThat(strict.status()).isEqualTo(400);
        assertThat(Devices.issue(strict)).contains("colour: unknown parameter");
    }

    /** Invalid values, and modifiers that are not supported, are rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_lastUpdated=yesterday",
                "_lastUpdated=ap2020",
                "_lastUpdated=2020-13",
                "_count=-1",
                "_count=many",
                "_summary=text",
                "patient=a&patient=b",
                "patient=a,b",
                "patient=a&patient.identifier=a",
                "patient.identifier=https://other.example%7Ca",
                "patient=",
                "patient=%00",
                "manufacturer=a,b",
                "manufacturer:contains=a",
                "identifier:not=a",
                "patient.name=a",
                "identifier=a,,b",
                "cursor=x"
            })
    void invalidParametersAreRejected(String query) {
        Answer answer = support.get(Devices.PATH + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Devices.issue(answer))
                .startsWith("OperationOutcome error invalid: "
                        + query.replaceFirst("=.*", "").replace("patient=a&", ""));
    }
}
