package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Malformed, untrusted and insufficient tokens. They must not matter for operations without a token. */
final class TokenMutations {
    private static final List<String> MALFORMED = List.of(
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

    static final List<Mutation> ALL = List.of(
            new Mutation(any -> true, (message, random) -> {
                message.headers.remove("Authorization");
                expectRejection(message, "no token", 401);
            }),
            new Mutation(any -> true, (message, random) -> {
                message.headers.put("Authorization", RandomChoice.of(MALFORMED, random));
                expectRejection(message, "malformed credentials", 401);
            }),
            new Mutation(any -> true, (message, random) -> {
                RequestGenerator.authorize(
                        message, untrusted(own(message), random).signed());
                expectRejection(message, "an untrusted token", 401);
            }),
            new Mutation(any -> true, (message, random) -> {
                RequestGenerator.authorize(
                        message, random.nextBoolean() ? own(message).signed("{") : truncated(own(message), random));
                expectRejection(message, "a damaged token", 401);
            }),
            new Mutation(any -> true, (message, random) -> {
                RequestGenerator.authorize(
                        message, insufficient(message, random).signed());
                expectRejection(message, "a token without the right", 403);
            }));

    private TokenMutations() {}

    private static void expectRejection(Message message, String description, int status) {
        if (message.operation.isOpen()) {
            message.mutateWithoutEffect(description + " for an open operation");
        } else {
            message.mutate(description, status);
        }
    }

    private static Jwt own(Message message) {
        return Tokens.of(claim(message), message.target.person(), Tokens.OWN);
    }

    private static Jwt untrusted(Jwt token, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> token.expiry(Instant.now().minusSeconds(random.nextInt(60, 1_000_000)));
            case 1 -> token.without("exp");
            case 2 -> token.key("another secret");
            case 3 -> token.issuer("http://other.example.org/");
            case 4 -> token.audience("http://other.example.org/");
            default -> token.header("alg", "none");
        };
    }

    private static String truncated(Jwt token, RandomGenerator random) {
        String whole = token.signed();
        return whole.substring(0, random.nextInt(1, whole.length() - 1));
    }

    private static Jwt insufficient(Message message, RandomGenerator random) {
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

    /** The owner's claim. For operations across people, a claim of a person, which must be denied. */
    private static String claim(Message message) {
        return message.target.claim().isEmpty() ? "patient_id" : message.target.claim();
    }
}
