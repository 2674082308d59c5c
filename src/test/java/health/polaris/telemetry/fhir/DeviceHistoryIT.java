package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Versions of devices. */
class DeviceHistoryIT extends Contract {
    private final String person = TestFleet.person();
    private final Client support = TestFleet.support();

    /** The history has each version with its operation, newest first; each version has an address. */
    @ParameterizedTest
    @EnumSource
    void versionsAreListed(RecordKind kind) {
        String id = changed(kind, "1.0", "2.0", "3.0");
        String path = Devices.PATH + "/" + id;

        Answer answer = support.get(path + "/_history");
        List<JsonNode> entries = answer.json().get("entry").valueStream().toList();

        assertThat(answer.json().get("type").asString()).isEqualTo("history");
        assertThat(entries)
                .extracting(entry -> entry.at("/request/method").asString() + " "
                        + entry.at("/response/status").asString() + " "
                        + entry.at("/resource/version/0/value").asString())
                .containsExactly("PUT 200 3.0", "PUT 200 2.0", "POST 201 1.0");
        for (JsonNode entry : entries) {
            JsonNode resource = entry.get("resource");
            Answer version = support.get(
                    path + "/_history/" + resource.at("/meta/versionId").asString());
            assertThat(version.status()).isEqualTo(200);
            assertThat(version.json()).isEqualTo(resource);
            assertThat(version.header("ETag"))
                    .isEqualTo(entry.at("/response/etag").asString());
        }
        assertThat(support.get(path).json()).isEqualTo(entries.get(0).get("resource"));
    }

    /** Pages neither repeat nor omit versions. */
    @Test
    void pagesAreComplete() {
        String id = changed(RecordKind.PATIENT_INSTALLATION, "1", "2", "3", "4", "5");

        List<String> versions = new ArrayList<>();
        String next = Devices.PATH + "/" + id + "/_history?_count=2";
        while (!next.isEmpty()) {
            Answer page = support.get(next);
            page.json()
                    .get("entry")
                    .forEach(entry ->
                            versions.add(entry.at("/resource/version/0/value").asString()));
            next = Devices.link(page, "next");
        }

        assertThat(versions).containsExactly("5", "4", "3", "2", "1");
    }

    /** A removed device is not found, even if its history is known. */
    @Test
    void removedDeviceIsNotFound() throws SQLException {
        String id = changed(RecordKind.PATIENT_INSTALLATION, "1", "2");
        Database.execute("delete from mobile where uuid = '" + Devices.uuid(id) + "'");

        assertThat(support.get(Devices.PATH + "/" + id).status()).isEqualTo(404);
        assertThat(support.get(Devices.PATH + "/" + id + "/_history").status()).isEqualTo(404);
    }

    /** A removal in between is an entry without a resource. */
    @Test
    void removalIsAnEntry() throws SQLException {
        String id = changed(RecordKind.PATIENT_INSTALLATION, "1");
        String uuid = Devices.uuid(id);
        Database.execute("create temp table kept as select * from mobile where uuid = '" + uuid
                + "'; delete from mobile where uuid = '" + uuid + "'; insert into mobile select * from kept;"
                + " drop table kept");

        assertThat(support.get(Devices.PATH + "/" + id + "/_history")
                        .json()
                        .get("entry")
                        .valueStream()
                        .map(entry -> entry.at("/request/method").asString() + " " + entry.has("resource")))
                .containsExactly("POST true", "DELETE false", "POST true");
    }

    /** A version that does not exist is not found. */
    @Test
    void unknownVersionIsNotFound() {
        String id = changed(RecordKind.PATIENT_INSTALLATION, "1");

        Answer answer = support.get(Devices.PATH + "/" + id + "/_history/unknown");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Devices.issue(answer)).startsWith("OperationOutcome error not-found");
    }

    /** Stores a record and changes its version. Returns the id of the device. */
    private String changed(RecordKind kind, String first, String... others) {
        String id = Devices.store(kind, person, kind.body().with("app_version", first));
        for (String version : others) {
            assertThat(Devices.owner(kind, person)
                            .patch(kind.path(person) + "/" + Devices.uuid(id), "{\"app_version\": \"" + version + "\"}")
                            .status())
                    .isEqualTo(200);
        }
        return id;
    }
}
