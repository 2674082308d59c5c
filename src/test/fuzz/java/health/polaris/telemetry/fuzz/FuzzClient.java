package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A client that sends its share of the requests sequentially. Each depends on the seed, its number and the records
 * created by this client, so a seed repeats the requests except for ids and times chosen by the service.
 */
final class FuzzClient {
    private static final List<Mutation> FAULTS = Stream.of(PathMutations.ALL, HeaderMutations.ALL)
            .flatMap(List::stream)
            .toList();

    private final CreatedRecords records = new CreatedRecords();
    private final RequestGenerator generator = new RequestGenerator(records);
    private final ApiDocument document;
    private final ResponseChecker checker;
    private final Findings findings;
    private final URI service;

    FuzzClient(ApiDocument document, Findings findings, URI service) {
        this.document = document;
        this.checker = new ResponseChecker(document);
        this.findings = findings;
        this.service = service;
    }

    /** Sends every {@code step}-th request from {@code first}, up to but excluding {@code last}. */
    void run(long seed, int first, int step, int last) throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            for (int number = first; number < last; number += step) {
                Message message = message(number, new SplittableRandom(seed * 1_000_003 + number));
                exchange(connection, message);
            }
        }
    }

    int created() {
        return records.all().size();
    }

    /** Reads all created records, which must equal their last acknowledged state. */
    void verifyRecords() throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            for (CreatedRecord created : records.all()) {
                Operation find = document.operations().stream()
                        .filter(operation -> operation.reads()
                                && operation
                                        .collection()
                                        .filter(created.collection()::equals)
                                        .isPresent())
                        .findFirst()
                        .orElseThrow();
                Message message = new Message(-1, find, created.target());
                message.mutateWithoutEffect("final read");
                RequestGenerator.authorize(
                        message,
                        Tokens.of(created.target().claim(), created.target().person(), Tokens.OWN)
                                .signed());
                exchange(connection, message);
            }
        }
    }

    /** Sends a valid request of this operation. */
    void call(Operation operation) throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            exchange(connection, generator.generate(-1, operation, new SplittableRandom(0)));
        }
    }

    private Message message(int number, RandomGenerator random) {
        List<Operation> secured = document.operations().stream()
                .filter(operation -> !operation.isOpen())
                .toList();
        List<Operation> candidates = random.nextInt(6) == 0 ? document.operations() : secured;
        Message message = generator.generate(number, RandomChoice.of(candidates, random), random);
        if (message.operation.isForAll()) {
            mutate(message, TokenMutations.ALL, random);
        } else if (random.nextInt(9) >= 4) {
            boolean inBody = message.operation.hasBody() && random.nextInt(3) > 0;
            List<Mutation> others = random.nextInt(4) == 0 ? TokenMutations.ALL : FAULTS;
            mutate(message, inBody ? BodyMutations.ALL : others, random);
        }
        return message;
    }

    private static void mutate(Message message, List<Mutation> faults, RandomGenerator random) {
        List<Mutation> applicable =
                faults.stream().filter(fault -> fault.fits().test(message)).toList();
        RandomChoice.of(applicable, random).change().accept(message, random);
    }

    private void exchange(RawConnection connection, Message message) {
        try {
            Reply reply = connection.send(message);
            List<String> violations = checker.violations(message, reply);
            findings.note(message, reply, violations);
            boolean read = message.method.equals("GET")
                    && reply.status() == 200
                    && message.expected().contains(200);
            boolean stale = read
                    && message.operation.collection().isPresent()
                    && records.find(message.target)
                            .filter(created -> created.answer().equals(reply.json()))
                            .isEmpty();
            if (stale) {
                findings.note("a record differs from its last acknowledged state", message + "\n" + reply);
            }
            records.note(message, reply);
        } catch (IOException fault) {
            findings.note(
                    "no response: " + message.operation + ", " + message.description() + ": " + fault,
                    message.toString());
        }
    }
}
