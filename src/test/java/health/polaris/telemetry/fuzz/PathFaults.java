package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.util.List;
import java.util.random.RandomGenerator;

/** Paths and methods that the document does not know, and ids that cannot be. */
final class PathFaults {
    private static final List<String> MALFORMED = List.of("%5C", "%FF", "%C3%28", "%ED%A0%80", "%C0%80");
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE", "BREW");
    private static final List<String> QUERIES = List.of(
            "?", "?x", "?x=1&x=2", "?=", "?&&", "?patient_id=other", "?x=%00", "?x=%C3%A9", "?x=a%2Fb+c", "?a[]=1");

    private static final List<String> UNKNOWN = List.of(
            "x",
            "x=1&x=2",
            "app_versions=1",
            "x=%00",
            "%C3%A9=1",
            "a[]=1",
            "limit=1&limit=2",
            "top=1&top=1",
            "cursor=%00",
            "cursor=AAAA",
            "Limit=1");

    static final List<Fault> ALL = List.of(
            new Fault(PathFaults::hasRecord, (message, random) -> {
                at(message, new Texts(random).id(36));
                message.spoil("a record that nobody has", 404);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                at(
                        message,
                        new Texts(random)
                                .of(random.nextInt(37, 200), point -> point > 0x20 && point < 0x5C && point != '/'));
                message.spoil("a record with a long id", 400);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                act(message, message.target.person() + "x".repeat(36));
                message.spoil("an owner with a long id", 400);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                act(message, "somebody else");
                message.spoil("the record of another owner", 404);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                at(message, "a" + Character.toString(random.nextInt(0x20)) + "b");
                message.leaveToServer();
                message.spoil("a control character in the path", 400);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                at(message, random.nextBoolean() ? "a/b" : "a\u0085b");
                message.spoil("a slash or late control character in an id", 400);
            }),
            new Fault(PathFaults::hasRecord, (message, random) -> {
                message.path += Choice.of(MALFORMED, random);
                message.leaveToServer();
                message.spoil("a path that servers refuse", 400, 404);
            }),
            new Fault(PathFaults::takesNoQuery, (message, random) -> {
                message.path += Choice.of(QUERIES, random);
                message.vary("a query that is to be ignored");
            }),
            new Fault(message -> !takesNoQuery(message), (message, random) -> {
                message.path += (message.path.contains("?") ? "&" : "?") + Choice.of(UNKNOWN, random);
                message.spoil("an unknown, doubled or unfit parameter", 400);
            }),
            new Fault(any -> true, (message, random) -> {
                message.path = message.path.replaceFirst("\\?.*|$", "") + "/x/y";
                message.leaveDocument();
                message.spoil("another path", 404);
            }),
            new Fault(any -> true, PathFaults::otherMethod),
            new Fault(message -> message.operation.reads(), (message, random) -> {
                message.method = "HEAD";
                message.vary("HEAD");
            }),
            new Fault(any -> true, (message, random) -> {
                message.method = "OPTIONS";
                message.leaveDocument();
                message.spoil("OPTIONS", 200, 204);
            }));

    private PathFaults() {}

    private static boolean takesNoQuery(Message message) {
        return message.operation.parameters("query").isEmpty();
    }

    private static boolean hasRecord(Message message) {
        return !message.target.record().isEmpty();
    }

    private static void at(Message message, String record) {
        message.path = message.target.at(record).path(message.operation.path());
    }

    /** The same as another owner, who has a token as well. */
    private static void act(Message message, String person) {
        message.path = message.target.of(person).path(message.operation.path());
        message.fields.remove(message.target.claim());
        Author.bear(
                message, Tokens.of(message.target.claim(), person, Tokens.OWN).signed());
    }

    private static void otherMethod(Message message, RandomGenerator random) {
        List<String> others = METHODS.stream()
                .filter(method -> message.operation
                        .document()
                        .operation(method, message.operation.path())
                        .isEmpty())
                .toList();
        message.method = Choice.of(others, random);
        message.body(""); // Payara refuses a GET or DELETE with a body itself
        message.leaveDocument();
        message.spoil("another method", 405);
    }
}
