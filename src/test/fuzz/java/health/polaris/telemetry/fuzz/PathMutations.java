package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.util.List;
import java.util.random.RandomGenerator;

/** Undocumented paths and methods, and invalid ids. */
final class PathMutations {
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

    /** Characters that RFC 3986 does not permit, but clients send. */
    private static final List<String> UNENCODED = List.of("|", "{", "}", "\"", "<", ">", "^", "`", "[", "]");

    private static final List<String> PERCENT = List.of("%", "%z", "%4", "100%", "%u0041", "");

    static final List<Mutation> ALL = List.of(
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withRecord(message, new Texts(random).id(36));
                message.mutate("an unknown record", 404);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withRecord(
                        message,
                        new Texts(random)
                                .of(random.nextInt(37, 200), point -> point > 0x20 && point < 0x5C && point != '/'));
                message.mutate("a record with a long id", 400);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withOwner(message, message.target.person() + "x".repeat(36));
                message.mutate("an owner with a long id", 400);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withOwner(message, "somebody else");
                message.mutate("the record of another owner", 404);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withRecord(message, "a" + Character.toString(random.nextInt(0x20)) + "b");
                message.allowServerRejection();
                message.mutate("a control character in the path", 400);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withRecord(message, random.nextBoolean() ? "a/b" : "a\u0085b");
                message.mutate("a slash or C1 control character in an id", 400);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                message.path += RandomChoice.of(MALFORMED, random);
                message.allowServerRejection();
                message.mutate("a path that servers reject", 400, 404);
            }),
            new Mutation(PathMutations::hasRecord, (message, random) -> {
                withRecord(message, "a");
                message.path = message.path.replaceFirst("a$", "a" + unencoded(random) + "b");
                message.mutate("an unencoded character in an id", 404);
            }),
            new Mutation(PathMutations::takesNoQuery, (message, random) -> {
                message.path += "?a=" + unencoded(random) + RandomChoice.of(PERCENT, random);
                message.mutateWithoutEffect("an ignored query with unencoded characters");
            }),
            new Mutation(message -> !takesNoQuery(message), (message, random) -> {
                message.path += (message.path.contains("?") ? "&" : "?") + unencoded(random) + "="
                        + RandomChoice.of(PERCENT, random);
                message.mutate("an unknown parameter with unencoded characters", 400);
            }),
            new Mutation(PathMutations::takesNoQuery, (message, random) -> {
                message.path += RandomChoice.of(QUERIES, random);
                message.mutateWithoutEffect("an ignored query");
            }),
            new Mutation(message -> !takesNoQuery(message), (message, random) -> {
                message.path += (message.path.contains("?") ? "&" : "?") + RandomChoice.of(UNKNOWN, random);
                message.mutate("an unknown, repeated or invalid parameter", 400);
            }),
            new Mutation(any -> true, (message, random) -> {
                message.path = message.path.replaceFirst("\\?.*|$", "") + "/x/y";
                message.markUndocumented();
                message.mutate("another path", 404);
            }),
            new Mutation(any -> true, PathMutations::otherMethod),
            new Mutation(message -> message.operation.reads(), (message, random) -> {
                message.method = "HEAD";
                message.mutateWithoutEffect("HEAD");
            }),
            new Mutation(any -> true, (message, random) -> {
                message.method = "OPTIONS";
                message.markUndocumented();
                message.mutate("OPTIONS", 200, 204);
            }));

    private PathMutations() {}

    private static String unencoded(RandomGenerator random) {
        return RandomChoice.of(UNENCODED, random).repeat(random.nextInt(1, 4));
    }

    private static boolean takesNoQuery(Message message) {
        return message.operation.parameters("query").isEmpty();
    }

    private static boolean hasRecord(Message message) {
        return !message.target.record().isEmpty();
    }

    private static void withRecord(Message message, String record) {
        message.path = message.target.at(record).path(message.operation.path());
    }

    /** Replaces the owner, in the token too. */
    private static void withOwner(Message message, String person) {
        message.path = message.target.of(person).path(message.operation.path());
        message.fields.remove(message.target.claim());
        RequestGenerator.authorize(
                message, Tokens.of(message.target.claim(), person, Tokens.OWN).signed());
    }

    private static void otherMethod(Message message, RandomGenerator random) {
        List<String> others = METHODS.stream()
                .filter(method -> message.operation
                        .document()
                        .operation(method, message.operation.path())
                        .isEmpty())
                .toList();
        message.method = RandomChoice.of(others, random);
        message.body(""); // Payara itself rejects a GET or DELETE with a body
        message.markUndocumented();
        message.mutate("another method", 405);
    }
}
