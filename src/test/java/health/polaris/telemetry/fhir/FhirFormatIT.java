package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Formats, errors and the capability statement of the FHIR interface. */
class FhirFormatIT extends Contract {
    private static final String METADATA = "/fhir/metadata";

    /** The capability statement needs no token, and lists resources and search parameters. */
    @Test
    void capabilitiesAreStated() {
        Answer answer = Client.anonymous().get(METADATA);
        JsonNode statement = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(statement.get("resourceType").asString()).isEqualTo("CapabilityStatement");
        assertThat(statement.get("fhirVersion").asString()).isEqualTo("4.0.1");
        assertThat(statement.at("/implementation/url").asString())
                .startsWith("http://")
                .endsWith("/fhir");
        assertThat(statement.at("/rest/0/resource/0/type").asString()).isEqualTo("Device");
        assertThat(statement
                        .at("/rest/0/resource/0/searchParam")
                        .valueStream()
                        .map(parameter -> parameter.get("name").asString()))
                .containsExactly("_id", "_lastUpdated", "patient", "identifier", "type", "manufacturer", "model");
    }

    /** Both media types of JSON are offered, by Accept and by _format, which has priority. */
    @ParameterizedTest
    @CsvSource({
        "*/*, '', application/fhir+json",
        "application/json, '', application/json",
        "application/fhir+json;fhirVersion=4.0, '', application/fhir+json",
        "'application/fhir+xml, application/json;q=0.5', '', application/json",
        "'text/html, */*;q=0.1', '', application/fhir+json",
        "application/fhir+xml, json, application/fhir+json",
        "text/csv, application/fhir%2Bjson, application/fhir+json",
        "text/csv, application/fhir+json, application/fhir+json",
        "text/csv, application/json, application/json"
    })
    void formatIsChosen(String accept, String format, String type) {
        Answer answer = Client.anonymous()
                .with("Accept", accept)
                .get(METADATA + (format.isEmpty() ? "" : "?_format=" + format));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Vary")).isEqualTo("Accept");
    }

    /** Other formats are not offered. */
    @ParameterizedTest
    @CsvSource({"application/fhir+xml, ''", "*/*, xml", "*/*, application/fhir+xml", "text/turtle, ''"})
    void otherFormatsAreRejected(String accept, String format) {
        for (String path : List.of(METADATA, Devices.PATH)) {
            Answer answer = TestFleet.support()
                    .with("Accept", accept)
                    .get(path + (format.isEmpty() ? "" : "?_format=" + format));

            assertThat(answer.status()).isEqualTo(406);
            assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json");
            assertThat(Devices.issue(answer)).startsWith("OperationOutcome error not-supported");
        }
    }

    /** Unknown paths and methods are outcomes, too. */
    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/Patient, 404, not-found",
        "GET, /fhir/Device/phone-1/$everything, 404, not-found",
        "POST, /fhir/Device, 405, not-supported",
        "DELETE, /fhir/Device/phone-1, 405, not-supported",
        "PUT, //fhir/Device/phone-1, 405, not-supported"
    })
    void otherRequestsAreOutcomes(String method, String path, int status, String code) {
        Answer answer = TestFleet.support().call(method, path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(Devices.issue(answer)).startsWith("OperationOutcome error " + code);
    }

    /** Devices that do not exist, whatever their id looks like. */
    @ParameterizedTest
    @ValueSource(strings = {"phone-1", "phone-", "phone", "x", "phone-%F0%9F%98%80", "_history"})
    void missingDevicesAreOutcomes(String id) {
        Answer answer = TestFleet.support().get(Devices.PATH + "/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Devices.issue(answer)).startsWith("OperationOutcome error not-found");
    }

    /** Problem details of the platform's API stay as they are. */
    @Test
    void platformKeepsProblemDetails() {
        assertThat(Client.anonymous().get("/nothing").header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Client.anonymous()
                        .get("/dhos/v1/patient/a%2Ffhir%2Fb/installation")
                        .header("Content-Type"))
                .isEqualTo("application/problem+json");
    }
}
