package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request: first one that keeps to the document, then perhaps spoiled, with what must come of it. */
final class Message {
    private static final int SHOWN = 1500;

    final int number;
    final Operation operation;
    final Target target;
    final Map<String, String> headers = new LinkedHashMap<>();

    /** The keys of the body, with their values as they are written. */
    final Map<String, String> fields = new LinkedHashMap<>();

    String method;
    String path;
    private String what = "as documented";
    private Set<Integer> expected;
    private boolean documented = true;
    private boolean refusedByServer;
    private Optional<byte[]> raw = Optional.empty();

    Message(int number, Operation operation, Target target) {
        this.number = number;
        this.operation = operation;
        this.target = target;
        this.method = operation.method();
        this.path = target.path(operation.path());
        this.expected = Set.of(operation.success());
    }

    /** Something is different from what the document says, and one of these statuses must come of it. */
    void spoil(String how, Integer... statuses) {
        what = how;
        expected = Set.of(statuses);
    }

    /** Something is different that must not matter. */
    void vary(String how) {
        what = how;
    }

    /** The document cannot speak of the answer: it is of another method or path. */
    void leaveDocument() {
        documented = false;
    }

    /** A server may refuse this before the service sees it, in words of its own (docs/compatibility.md). */
    void leaveToServer() {
        refusedByServer = true;
    }

    void body(byte[] bytes) {
        raw = Optional.of(bytes);
    }

    void body(String text) {
        body(text.getBytes(UTF_8));
    }

    /** The bytes of the body; none for a method without one. */
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

    String what() {
        return what;
    }

    Set<Integer> expected() {
        return expected;
    }

    boolean isDocumented() {
        return documented;
    }

    boolean mayBeRefusedByServer() {
        return refusedByServer;
    }

    /** As it went over the wire, but for the token, and with bytes that are no plain ASCII as {@code \\xNN}. */
    @Override
    public String toString() {
        String shown = headers.entrySet().stream()
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
        return "request " + number + ", " + what + "\n" + method + " " + path + "\n" + shown + "\n\n" + text + more;
    }
}
