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

/** Emptying the tables of a test system. */
class DropDataIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    /** A system is allowed, and no records remain. */
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

    /** A system without a name is denied. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void namelessSystemIsDenied(String id) {
        assertThat(Client.bearing(Tokens.of("system_id", id, ""))
                        .call("POST", "/drop_data")
                        .status())
                .isEqualTo(403);
    }

    /** Several systems at once, and an invalid id, are denied. */
    @ParameterizedTest
    @MethodSource("invalidIds")
    void invalidSystemIdIsDenied(Object id) {
        assertThat(Client.bearing(Tokens.of("system_id", id, ""))
                        .call("POST", "/drop_data")
                        .status())
                .isEqualTo(403);
    }

    static Stream<Object> invalidIds() {
        return Stream.of(List.of("dhos-robot"), List.of(), 7, true, Map.of("dhos-robot", true));
    }

    /** A request without a token is denied. */
    @Test
    void requestWithoutATokenIsDenied() {
        assertThat(Client.anonymous().call("POST", "/drop_data").status()).isEqualTo(401);
    }

    /** A person is denied. */
    @Test
    void personIsDenied() {
        assertThat(Client.patient(person).call("POST", "/drop_data").status()).isEqualTo(403);
        assertThat(Client.clinician(person).call("POST", "/drop_data").status()).isEqualTo(403);
    }
}
