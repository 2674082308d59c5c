package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The requests of the platform's seeding script. */
class SeedIT extends Contract {
    private static final Map<String, RecordKind> KINDS =
            Map.of("mobile", RecordKind.PATIENT_INSTALLATION, "desktop", RecordKind.CLINICIAN_INSTALLATION);

    /** Each request is accepted, and a read returns equal values, with dates in the normal format. */
    @ParameterizedTest
    @MethodSource("requests")
    void seedingRequestIsAccepted(RecordKind kind, ObjectNode sent) {
        String person = UUID.randomUUID().toString();
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));

        Answer created = owner.post(kind.path(person), sent.toString());
        JsonNode found = owner.get(kind.path(person) + "/" + created.uuid()).json();

        assertThat(created.status()).isEqualTo(200);
        for (String key : sent.propertyNames()) {
            assertThat(found.get(key).asString())
                    .isEqualTo(sent.get(key).asString().replace("+00:00", "Z"));
        }
    }

    static Stream<Arguments> requests() throws IOException {
        try (InputStream file = SeedIT.class.getResourceAsStream("/seeding-script-bodies.json")) {
            JsonNode bodies = new JsonMapper().readTree(file);
            assertThat(bodies.propertyNames()).isEqualTo(KINDS.keySet());
            return bodies.propertyStream()
                    .flatMap(table -> StreamSupport.stream(table.getValue().spliterator(), false)
                            .map(body -> Arguments.of(KINDS.get(table.getKey()), body)));
        }
    }
}
