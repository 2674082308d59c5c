package health.polaris.telemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The checker detects violations. Otherwise the fuzz test would be worthless. */
class ResponseCheckerTest {
    private static final String METERS = "/dhos/v1/patient/{patient_id}/blood_glucose_meter";

    private final JsonNode yaml = yaml();
    private final ApiDocument document = new ApiDocument(yaml);
    private final ObjectNode meter = (ObjectNode)
            yaml.at("/components/examples/MinimalBloodGlucoseMeter/value").deepCopy();
    private final Message sent =
            new Message(1, document.operation("POST", METERS).orElseThrow(), new Target("patient_id", "x", ""));

    /** The document's own example, and nulls in nullable fields, are accepted. */
    @Test
    void documentedResponseIsAccepted() {
        assertThat(violations(201, "application/json")).isEmpty();
    }

    @Test
    void undocumentedStatusAndTypeAreViolations() {
        assertThat(violations(500, "application/json")).hasSize(3);
        assertThat(violations(200, "application/json"))
                .containsExactly("expected one of [201]", "an undocumented status");
        assertThat(violations(201, "text/html")).containsExactly("an undocumented media type");
    }

    @Test
    void bodyThatViolatesItsSchemaIsAViolation() {
        meter.put("created", "2019-08-11T11:04:33Z").putNull("mobile_id").remove("uuid");

        assertThat(violations(201, "application/json")).hasSize(3);
    }

    /** Texts are returned as sent, dates as the same instant truncated to milliseconds. */
    @Test
    void changedValueIsAViolation() {
        sent.fields.put("serial_number", "\"SN-104-2281\"");
        sent.fields.put("date_verified", "\"2019-08-11T13:04:31.5009+02:00\"");
        meter.put("date_verified", "2019-08-11T11:04:31.500Z");
        assertThat(violations(201, "application/json")).isEmpty();

        meter.put("date_verified", "2019-08-11T11:04:31.501Z").put("serial_number", "sn-104-2281");
        assertThat(violations(201, "application/json")).hasSize(2);
    }

    private List<String> violations(int status, String type) {
        return new ResponseChecker(document)
                .violations(sent, new Reply(status, Map.of("content-type", type), meter.toString()));
    }

    private static JsonNode yaml() {
        try (InputStream file = ResponseCheckerTest.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
