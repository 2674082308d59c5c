package health.polaris.telemetry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.paging.Paging;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What an event keeps of a question. */
class QuestionTest {
    private static final Set<String> OF_PERSON = Set.of(
            "patient_id", "clinician_id", Person.PARAMETER, "patient", "patient:identifier", "patient.identifier");

    /** The filters are the parameters of the OpenAPI document, except for those of pages and people. */
    @Test
    void filtersAreThoseOfTheDocument() throws IOException {
        assertThat(new TreeSet<>(Question.FILTERS)).isEqualTo(documented());
    }

    /** Filters are sorted and encoded. All values of a filter are kept. */
    @Test
    void filtersAreSortedAndEncoded() {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>(Map.of("model", "a&b= ü"));
        parameters.addAll("app_version", "1", "2");

        assertThat(Question.of("/path", parameters, Set.of()))
                .isEqualTo("/path?app_version=1%2C2&model=a%26b%3D+%C3%BC");
    }

    /** Cursors, people, tokens and other unknown parameters are left out. */
    @Test
    void otherParametersAreLeftOut() {
        for (String name :
                List.of("cursor", "limit", "patient_id", "clinician_id", "person", "access_token", "", "Model")) {
            assertThat(Question.of("/path", new MultivaluedHashMap<>(Map.of(name, "x")), Set.of()))
                    .isEqualTo("/path");
        }
    }

    /** A filter that may identify a person is left out. */
    @Test
    void filterIsLeftOut() {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>(Map.of("q", "SN-104"));

        assertThat(Question.of("/path", parameters, Set.of())).isEqualTo("/path?q=SN-104");
        assertThat(Question.of("/path", parameters, Set.of("q"))).isEqualTo("/path");
    }

    private static Set<String> documented() throws IOException {
        try (InputStream yaml = QuestionTest.class.getResourceAsStream("/openapi.yaml")) {
            JsonNode document = new YAMLMapper().readTree(yaml);
            Set<String> names = new TreeSet<>();
            for (JsonNode parameters : document.get("paths").findValues("parameters")) {
                for (JsonNode parameter : parameters) {
                    JsonNode resolved = parameter.has("$ref")
                            ? document.at(parameter.get("$ref").asString().substring(1))
                            : parameter;
                    if (resolved.get("in").asString().equals("query")) {
                        names.add(resolved.get("name").asString());
                    }
                }
            }
            names.removeAll(OF_PERSON);
            names.removeAll(Paging.PARAMETERS);
            return names;
        }
    }
}
