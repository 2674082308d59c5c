package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request: initially valid, then possibly mutated, with its expected statuses. */
final class Message {
    private static final int SHOWN = 1500;

    final int number;
    final Operation operation;
    final Target target;
    final Map<String, String> headers = new LinkedHashMap<>();

    /** The keys of the body with their JSON values. */
    final Map<String, String> fields = new LinkedHashMap<>();

    String method;
    String path;
    private String description = "as documented";
    private Set<Integer> expected;
    private boolean documented = true;
    private boolean rejectedByServer;
    private Optional<byte[]> raw = Optional.empty();

    Message(int number, Operation operation, Target target) {
        this.number = number;
        this.operation = operation;
        this.target = target;
        this.method = operation.method();
        this.path = target.path(operation.path());
        this.expected = Set.of(operation.success());
    }

    /** Records a mutation that must lead to one of these statuses. */
    void mutate(String mutation, Integer... statuses) {
        description = mutation;
        expected = Set.of(statuses);
    }

    /** Records a mutation that must not affect the response. */
    void mutateWithoutEffect(String mutation) {
        description = mutation;
    }

    /** Marks the request as undocumented, because of its method or path. */
    void markUndocumented() {
        documented = false;
    }

    /** Allows a rejection by the server itself, with its own response (docs/compatibility.md). */
    void allowServerRejection() {
        rejectedByServer = true;
    }

    void body(byte[] bytes) {
        raw = Optional.of(bytes);
    }

    void body(String text) {
        body(text.getBytes(UTF_8));
    }

    /** The bytes of the body; none for methods without one. */
    byte[] body() {
        if (raw.isPresent() || !operation.hasBody()) {
            return raw.orElseGet(() -> new byte[0]);
        }
        return json().getBytes(UTF_8);
    }

    String json() {
        return fields.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    String description() {
        return description;
    }

    Set<Integer> expected() {
        return expected;
    }

    boolean isDocumented() {
        return documented;
    }

    boolean mayBeRejectedByServer() {
        return rejectedByServer;
    }

    /** The request on the wire, without its token, and with non-ASCII bytes as {@code \\xNN}. */
    @Override
    public String toString() {
        String headerLines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": "
                        + (header.getKey().equals("Authorization") ? "(a token)" : header.getValue()))
                .collect(Collectors.joining("\n"));
        byte[] body = body();
        StringBuilder text = new StringBuilder();
        for (byte unit : Arrays.copyOf(body, Math.min(body.length, SHOWN))) {
            boolean plain = unit >= 0x20 && unit < 0x7F;
            text.append(plain ? Character.toString(unit) : String.format("\\x%02x", unit & 0xFF));
        }
        String more = body.length > SHOWN ? "… (" + body.length + " bytes)" : "";
        return "request " + number + ", " + description + "\n" + method + " " + path + "\n" + headerLines + "\n\n"
                + text + more;
    }
}
