package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Formats of everything that is held about a person: JSON and a ZIP file of CSV files. */
class EverythingFormatIT extends Contract {
    private static final String ZIP = "application/zip";
    private static final List<String> PARTS_OF_PATIENT = List.of(
            "installations", "installation_history", "meters", "meter_history", "holds", "erasures", "access_events");

    private final DataSubject patient = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    private final DataSubject meterOwner = new DataSubject(RecordKind.BLOOD_GLUCOSE_METER, patient.id());

    /** The ZIP file has the same records as the document, each part in a file, and the descriptions. */
    @Test
    void zipHasTheContentOfTheDocument() {
        patient.createAndChange();
        patient.create();
        meterOwner.createAndChange();
        patient.hold();
        TestFleet.support().get(patient.kind().path(patient.id()));

        Download zip = Download.of(patient.own().with("Accept", ZIP), patient.path("everything"));
        JsonNode document = patient.everything(patient.own());

        assertThat(zip.files().keySet())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("README.txt"),
                                PARTS_OF_PATIENT.stream().map(part -> part + ".csv"))
                        .toList());
        for (String part : PARTS_OF_PATIENT) {
            List<Map<String, String>> rows = zip.rows(part + ".csv");
            // JSON omits some absent values
            rows.forEach(row -> row.values().removeIf(String::isEmpty));
            assertThat(rows)
                    .as(part)
                    .isEqualTo(document.at("/" + part + "/records")
                            .valueStream()
                            .map(EverythingFormatIT::asRow)
                            .toList());
            assertThat(zip.files().get("README.txt"))
                    .contains(part + ".csv")
                    .contains(document.at("/" + part + "/description").asString());
        }
    }

    /** The responses are attachments whose name does not identify the person, and no cache stores them. */
    @ParameterizedTest
    @CsvSource({
        "application/json, everything.json",
        "application/zip, everything.zip",
        "'image/png, */*;q=0.1', everything.json"
    })
    void headersSuitADownload(String accept, String file) {
        Answer answer = patient.own().with("Accept", accept).get(patient.path("everything"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + file + "\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Vary")).isEqualTo("Accept");
    }

    /** Other media types are not available. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson", "text/html", "application/json;q=0"})
    void otherMediaTypesAreNotAvailable(String accept) {
        Answer answer = patient.own().with("Accept", accept).get(patient.path("everything"));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.detail()).contains("application/json", ZIP);
    }

    /** The options of CSV apply to the ZIP file. */
    @Test
    void optionsOfCsvApplyToZip() {
        patient.create();

        Download zip =
                Download.of(patient.own().with("Accept", ZIP), patient.path("everything?bom=true&spreadsheet=true"));

        assertThat(zip.files().get("installations.csv")).startsWith("\ufeff").contains("=\"\"18.1.4\"\"");
    }

    /** Unknown and inapplicable parameters are rejected. */
    @ParameterizedTest
    @CsvSource({
        "application/json, bom=true",
        "application/json, limit=1",
        "application/zip, cursor=x",
        "application/zip, bom=maybe",
        "application/json, other=1"
    })
    void wrongParametersAreRejected(String format, String parameter) {
        assertThat(patient.own()
                        .with("Accept", format)
                        .get(patient.path("everything?" + parameter))
                        .status())
                .isEqualTo(400);
    }

    /** A record as CSV has it, without empty values. */
    private static Map<String, String> asRow(JsonNode record) {
        Map<String, String> row = new LinkedHashMap<>();
        record.propertyStream().forEach(field -> row.put(field.getKey(), asCell(field.getValue())));
        row.values().removeIf(String::isEmpty);
        return row;
    }

    private static String asCell(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(";"));
        }
        return value.isNull() ? "" : value.asString();
    }
}
