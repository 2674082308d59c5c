package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tokens that are none, are not to be trusted, or do not give the right. Where anyone may call, none of them matters. */
final class TokenFaults {
    private static final List<String> NO_TOKENS = List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a.b.c",
            "Bearer e30.e30.e30",
            "Bearer \u00E9.\u00FF.x",
            "Negotiate x",
            "Digest username=x",
            "x",
            ", Bearer x",
            "Bearer  ..",
            "Bearer " + "a".repeat(3000));

    static final List<Fault> ALL = List.of(
            new Fault(any -> true, (message, random) -> {
                message.headers.remove("Authorization");
                refuse(message, "no token", 401);
            }),
            new Fault(any -> true, (message, random) -> {
                message.headers.put("Authorization", Choice.of(NO_TOKENS, random));
                refuse(message, "what is no token", 401);
            }),
            new Fault(any -> true, (message, random) -> {
                Author.bear(message, distrusted(own(message), random).signed());
                refuse(message, "a token that is not to be trusted", 401);
            }),
            new Fault(any -> true, (message, random) -> {
                Author.bear(message, random.nextBoolean() ? own(message).signed("{") : cut(own(message), random));
                refuse(message, "a broken token", 401);
            }),
            new Fault(any -> true, (message, random) -> {
                Author.bear(message, powerless(message, random).signed());
                refuse(message, "a token without the right", 403);
            }));

    private TokenFaults() {}

    private static void refuse(Message message, String what, int status) {
        if (message.operation.isOpen()) {
            message.vary(what + ", where none is needed");
        } else {
            message.spoil(what, status);
        }
    }

    private static Jwt own(Message message) {
        return Tokens.of(claim(message), message.target.person(), Tokens.OWN);
    }

    private static Jwt distrusted(Jwt token, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> token.expiry(Instant.now().minusSeconds(random.nextInt(60, 1_000_000)));
            case 1 -> token.without("exp");
            case 2 -> token.key("another secret");
            case 3 -> token.issuer("http://other.example.org/");
            case 4 -> token.audience("http://other.example.org/");
            default -> token.header("alg", "none");
        };
    }

    private static String cut(Jwt token, RandomGenerator random) {
        String whole = token.signed();
        return whole.substring(0, random.nextInt(1, whole.length() - 1));
    }

    private static Jwt powerless(Message message, RandomGenerator random) {
        String person = message.target.person();
        String scope = message.operation.reads() ? "write:gdm_telemetry" : "read:gdm_telemetry";
        return switch (random.nextInt(5)) {
            case 0 -> Tokens.of(claim(message), person + "x", Tokens.OWN);
            case 1 -> Tokens.of(claim(message), List.of("x".repeat(40)), Tokens.OWN);
            case 2 -> Tokens.of(claim(message), person, scope);
            case 3 -> Tokens.of("device_id", person, Tokens.OWN);
            default -> Tokens.of(claim(message), 7, "");
        };
    }

    /** The owner's; of an operation for all, of somebody who is no system. */
    private static String claim(Message message) {
        return message.target.claim().isEmpty() ? "patient_id" : message.target.claim();
    }
}
