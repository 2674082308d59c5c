package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.Jwt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access rules of the operations on one record of a person. */
class AccessIT extends Contract {
    private static final String READ = "read:gdm_telemetry";
    private static final String READ_ALL = "read:gdm_telemetry_all";
    private static final String WRITE = "write:gdm_telemetry";

    private final String person = UUID.randomUUID().toString();

    /** An operation on a record: its method and the scope that it needs. */
    enum Operation {
        CREATE("POST", WRITE),
        CHANGE("PATCH", WRITE),
        FIND("GET", READ),
        LATEST("GET", READ);

        private final String method;
        private final String scope;

        Operation(String method, String scope) {
            this.method = method;
            this.scope = scope;
        }
    }

    /** The owner of the records is allowed with exactly the scope of the operation. */
    @ParameterizedTest
    @MethodSource("operations")
    void ownerWithTheScopeIsAllowed(RecordKind kind, Operation operation) {
        assertThat(call(kind, operation, Tokens.of(kind.claim(), person, operation.scope))
                        .status())
                .isEqualTo(operation == Operation.CREATE ? kind.created() : 200);
    }

    /** The same holds for a token of the identity provider. */
    @ParameterizedTest
    @MethodSource("operations")
    void ownerWithATokenOfTheProviderIsAllowed(RecordKind kind, Operation operation) {
        assertThat(call(kind, operation, TestProvider.trusted().token(kind.claim(), person, operation.scope))
                        .status())
                .isBetween(200, 201);
        assertThat(call(kind, operation, TestProvider.trusted().token(kind.claim(), "another", operation.scope))
                        .status())
                .isEqualTo(403);
    }

    /** A caller with several ids is allowed if one of them is the owner's. */
    @ParameterizedTest
    @MethodSource("operations")
    void callerWithSeveralIdsIsAllowed(RecordKind kind, Operation operation) {
        assertThat(call(
                                kind,
                                operation,
                                Tokens.of(kind.claim(), List.of("another", person, "a third"), operation.scope))
                        .status())
                .isBetween(200, 201);
    }

    /** A similar id is denied, and so is a list without the owner's id. */
    @ParameterizedTest
    @MethodSource("otherIds")
    void otherIdIsDenied(Object id) {
        Client caller = Client.bearing(Tokens.of("patient_id", id, Tokens.OWN));

        assertThat(statuses(caller, "Person-11")).containsOnly(403);
    }

    static Stream<Object> otherIds() {
        return Stream.of(
                "person-11",
                "Person-1",
                "Person-111",
                "erson-11",
                " Person-11",
                "Person-11,Person-12",
                "",
                11,
                true,
                Map.of("Person-11", "Person-11"),
                List.of(),
                List.of("Person-1", "Person-12"),
                List.of("person-11", "PERSON-11"),
                List.of("Person-11,Person-12"),
                List.of(List.of("Person-11")));
    }

    /** A list of ids is not compared as text with the owner's id. */
    @ParameterizedTest
    @ValueSource(strings = {"[\"x\",\"y\"]", "[\"x\", \"y\"]", "[x, y]", "[x,y]", "{x,y}", "x,y", "x, y", "x y", "xy"})
    void listOfIdsIsNotComparedAsText(String text) {
        Client caller = Client.bearing(Tokens.of("patient_id", List.of("x", "y"), Tokens.OWN));

        assertThat(statuses(caller, text)).containsOnly(403);
    }

    /** The success status of each operation on a patient's installations. */
    private static List<Integer> statuses(Client caller, String patient) {
        String encoded = URLEncoder.encode(patient, StandardCharsets.UTF_8).replace("+", "%20");
        String path = RecordKind.PATIENT_INSTALLATION.path(encoded);
        return List.of(
                caller.post(path, Body.patientInstallation()).status(),
                caller.patch(path + "/1", Body.empty()).status(),
                caller.get(path + "/1").status(),
                caller.get(path).status());
    }

    /** Support may read all installations, but may not read single meters or change any record. */
    @ParameterizedTest
    @MethodSource("operations")
    void supportMayReadInstallationsOnly(RecordKind kind, Operation operation) {
        boolean allowed = operation.method.equals("GET") && kind != RecordKind.BLOOD_GLUCOSE_METER;

        assertThat(call(kind, operation, Tokens.of("system_id", "support", READ_ALL))
                        .status())
                .isEqualTo(allowed ? 200 : 403);
    }

    /** A request without a token gets 401 with a challenge that names the scheme. */
    @ParameterizedTest
    @MethodSource("operations")
    void requestWithoutATokenIsDenied(RecordKind kind, Operation operation) {
        Answer answer = call(kind, operation, Client.anonymous());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** A valid token without the required scope or id gets 403. */
    @ParameterizedTest
    @MethodSource("insufficientTokens")
    void tokenWithoutTheRightIsDenied(
            RecordKind kind, Operation operation, String claim, boolean isOwner, String scope) {
        Answer answer = call(kind, operation, Tokens.of(claim, isOwner ? person : "another", scope));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    static Stream<Arguments> operations() {
        return Arrays.stream(RecordKind.values())
                .flatMap(kind -> Arrays.stream(Operation.values())
                        .filter(operation -> operation != Operation.LATEST || kind != RecordKind.BLOOD_GLUCOSE_METER)
                        .map(operation -> arguments(kind, operation)));
    }

    static Stream<Arguments> insufficientTokens() {
        return operations().flatMap(given -> {
            RecordKind kind = (RecordKind) given.get()[0];
            Operation operation = (Operation) given.get()[1];
            String otherScope = operation.scope.equals(READ) ? WRITE : READ;
            String otherClaim = kind.claim().equals("patient_id") ? "clinician_id" : "patient_id";
            return Stream.of(
                    arguments(kind, operation, kind.claim(), false, READ + " " + WRITE),
                    arguments(kind, operation, kind.claim(), true, otherScope),
                    arguments(kind, operation, kind.claim(), true, ""),
                    arguments(kind, operation, kind.claim(), true, operation.scope + "x"),
                    arguments(kind, operation, otherClaim, true, READ + " " + WRITE),
                    arguments(kind, operation, "device_id", true, READ + " " + WRITE));
        });
    }

    private Answer call(RecordKind kind, Operation operation, Jwt token) {
        return call(kind, operation, Client.bearing(token));
    }

    private Answer call(RecordKind kind, Operation operation, Client caller) {
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, WRITE));
        String record = kind.path(person) + "/"
                + owner.post(kind.path(person), kind.body()).uuid();
        return switch (operation) {
            case CREATE -> caller.post(kind.path(person), kind.body());
            case CHANGE -> caller.patch(record, Body.empty().with("app_version", "2"));
            case FIND -> caller.get(record);
            case LATEST -> caller.get(kind.path(person).replace("/installation", "/latest_installation"));
        };
    }
}
