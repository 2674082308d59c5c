package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Emptying the tables of a test system, which the one under test is. */
class DropDataIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** A system may, and then no record of any kind is left. */
    @ParameterizedTest
    @EnumSource
    void systemEmptiesAllTables(RecordKind kind) {
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
        String record = kind.path(person) + "/"
                + owner.post(kind.path(person), kind.body()).uuid();

        Answer answer = Client.bearing(Tokens.system()).call("POST", "/drop_data");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("complete").asBoolean()).isTrue();
        assertThat(answer.json().get("time_taken").asString()).matches("[0-9.]+s");
        assertThat(owner.get(record).status()).isEqualTo(404);
    }

    /** Nor may somebody whose system has no name. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void namelessSystemMayNot(String id) {
        assertThat(Client.bearing(Tokens.of("system_id", id, ""))
                        .call("POST", "/drop_data")
                        .status())
                .isEqualTo(403);
    }

    /** Nor may several systems at once, or what is no system's id. */
    @ParameterizedTest
    @MethodSource("unfitIds")
    void unfitSystemMayNot(Object id) {
        assertThat(Client.bearing(Tokens.of("system_id", id, ""))
                        .call("POST", "/drop_data")
                        .status())
                .isEqualTo(403);
    }

    static Stream<Object> unfitIds() {
        return Stream.of(List.of("dhos-robot"), List.of(), 7, true, Map.of("dhos-robot", true));
    }

    /** Nobody may not. */
    @Test
    void nobodyMayNot() {
        assertThat(Client.nobody().call("POST", "/drop_data").status()).isEqualTo(401);
    }

    /** A person may not. */
    @Test
    void personMayNot() {
        assertThat(Client.patient(person).call("POST", "/drop_data").status()).isEqualTo(403);
        assertThat(Client.clinician(person).call("POST", "/drop_data").status()).isEqualTo(403);
    }
}
