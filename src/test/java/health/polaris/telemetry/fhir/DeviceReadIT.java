package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The content of devices, and their conditional reads. */
class DeviceReadIT extends Contract {
    private final String person = TestFleet.person();
    private final Client support = TestFleet.support();

    /** A phone has its identifiers, versions, the patient and, for support, the name that its owner gave it. */
    @Test
    void phoneIsADevice() {
        String id = Devices.store(RecordKind.PATIENT_INSTALLATION, person, RecordKind.PATIENT_INSTALLATION.body());

        JsonNode device = support.get(Devices.PATH + "/" + id).json();

        assertThat(device.get("resourceType").asString()).isEqualTo("Device");
        assertThat(device.get("id").asString()).isEqualTo(id);
        assertThat(device.at("/identifier/0/system").asString()).isEqualTo("urn:ietf:rfc:3986");
        assertThat(device.at("/identifier/0/value").asString()).isEqualTo("urn:uuid:" + Devices.uuid(id));
        assertThat(device.at("/identifier/1/value").asString()).isEqualTo("1234");
        assertThat(device.get("status").asString()).isEqualTo("active");
        assertThat(device.get("manufacturer").asString()).isEqualTo("Samsung");
        assertThat(device.get("modelNumber").asString()).isEqualTo("s70001");
        assertThat(device.at("/deviceName/0/name").asString()).isEqualTo("Samsung S7");
        assertThat(device.at("/deviceName/0/type").asString()).isEqualTo("user-friendly-name");
        assertThat(device.at("/type/coding/0/code").asString()).isEqualTo("531981");
        assertThat(device.at("/version/0/type/coding/0/code").asString()).isEqualTo("531975");
        assertThat(device.at("/version/0/type/text").asString()).isEqualTo("GDM");
        assertThat(device.at("/version/0/value").asString()).isEqualTo("18.1.4");
        assertThat(device.at("/version/1/type/text").asString()).isEqualTo("Operating system android");
        assertThat(device.at("/version/1/value").asString()).isEqualTo("8.0");
        assertThat(device.at("/patient/type").asString()).isEqualTo("Patient");
        assertThat(device.at("/patient/identifier/value").asString()).isEqualTo(person);
        assertThat(device.has("note")).isFalse();
    }

    /** A meter has its serial number, codes of two systems, its firmware, and no reading. */
    @Test
    void meterIsADevice() {
        String id = Devices.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                RecordKind.BLOOD_GLUCOSE_METER
                        .body()
                        .with("manufacturer", "Acme")
                        .with("model", "M1")
                        .with("firmware_version", "2.1"));

        Answer answer = support.get(Devices.PATH + "/" + id);
        JsonNode device = answer.json();

        assertThat(device.get("serialNumber").asString()).isEqualTo("SN-104-2281");
        assertThat(device.at("/identifier/1/type/coding/0/code").asString()).isEqualTo("SNO");
        assertThat(device.at("/type/coding/0/code").asString()).isEqualTo("528401");
        assertThat(device.at("/type/coding/1/code").asString()).isEqualTo("337414009");
        assertThat(device.at("/version/1/type/coding/0/code").asString()).isEqualTo("531976");
        assertThat(device.at("/version/1/value").asString()).isEqualTo("2.1");
        assertThat(answer.text()).doesNotContain("5.4");
    }

    /** A desktop names the clinician in a note, because the resource has no other place for one, and no IP address. */
    @Test
    void desktopIsADevice() {
        String id = Devices.store(RecordKind.CLINICIAN_INSTALLATION, person, RecordKind.CLINICIAN_INSTALLATION.body());

        Answer answer = support.get(Devices.PATH + "/" + id);
        JsonNode device = answer.json();

        assertThat(device.at("/type/text").asString()).startsWith("Desktop");
        assertThat(device.at("/note/0/authorReference/type").asString()).isEqualTo("Practitioner");
        assertThat(device.at("/note/0/authorReference/identifier/value").asString())
                .isEqualTo(person);
        assertThat(device.has("patient")).isFalse();
        assertThat(answer.text()).doesNotContain("195.189");
    }

    /** Dates that are wrong are noted. */
    @Test
    void implausibleDateIsNoted() {
        String id = Devices.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                RecordKind.PATIENT_INSTALLATION.body().with("date_first_launched", "2562-04-17T08:29:19Z"));

        assertThat(support.get(Devices.PATH + "/" + id)
                        .json()
                        .at("/note/0/text")
                        .asString())
                .contains("date of first use");
    }

    /** Only support sees the name that the owner gave the phone. */
    @Test
    void ownerGetsNoName() {
        String id = Devices.store(RecordKind.PATIENT_INSTALLATION, person, RecordKind.PATIENT_INSTALLATION.body());

        assertThat(Client.patient(person).get(Devices.PATH + "/" + id).json().has("deviceName"))
                .isFalse();
    }

    /** Texts that FHIR does not permit are left out or cleaned. */
    @Test
    void textsAreCleaned() {
        String id = Devices.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                RecordKind.PATIENT_INSTALLATION
                        .body()
                        .with("manufacturer", "")
                        .with("model", " a\u0001b\n")
                        .with("app_version", " "));

        JsonNode device = support.get(Devices.PATH + "/" + id).json();

        assertThat(device.has("manufacturer")).isFalse();
        assertThat(device.get("modelNumber").asString()).isEqualTo("a b");
        assertThat(device.get("version").size()).isEqualTo(1);
    }

    /** The version is the entity tag, weak, and that of the platform's API; a change makes a new one. */
    @ParameterizedTest
    @EnumSource
    void versionIsTheTag(RecordKind kind) {
        String id = Devices.store(kind, person, kind.body());
        Client owner = Devices.owner(kind, person);
        String platform = kind.path(person) + "/" + Devices.uuid(id);

        Answer device = owner.get(Devices.PATH + "/" + id);
        String version = device.json().at("/meta/versionId").asString();

        assertThat(device.header("ETag")).isEqualTo("W/\"" + version + "\"");
        assertThat(owner.get(platform).header("ETag")).isEqualTo("\"" + version + "\"");
        assertThat(device.json().at("/meta/lastUpdated").asString())
                .isEqualTo(owner.get(platform).json().get("modified").asString());
        owner.patch(platform, "{\"app_version\": \"99\"}");
        assertThat(owner.get(Devices.PATH + "/" + id)
                        .json()
                        .at("/meta/versionId")
                        .asString())
                .isNotEqualTo(version);
    }

    /** Conditions of reads are evaluated, and HEAD has the headers of GET. */
    @Test
    void conditionsAreEvaluated() {
        String path = Devices.PATH + "/"
                + Devices.store(RecordKind.PATIENT_INSTALLATION, person, RecordKind.PATIENT_INSTALLATION.body());
        Answer device = support.get(path);
        String tag = device.header("ETag");

        Answer unchanged = support.with("If-None-Match", tag).get(path);
        Answer other = support.with("If-Match", "W/\"other\"").get(path);
        Answer head = support.call("HEAD", path);

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.text()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
        assertThat(other.status()).isEqualTo(412);
        assertThat(Devices.issue(other)).startsWith("OperationOutcome error conflict");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(device.text().length()));
        assertThat(device.header("Cache-Control")).isEqualTo("no-cache, must-revalidate, private");
    }
}
