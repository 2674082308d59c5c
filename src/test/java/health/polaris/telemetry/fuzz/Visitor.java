package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One of the clients: it sends its share of the requests one after the other, each made from the seed, its number and the
 * records that this client has created before. So a seed makes the same requests again, but for ids and times that the
 * service chose.
 */
final class Visitor {
    private static final List<Fault> FAULTS =
            Stream.of(PathFaults.ALL, HeaderFaults.ALL).flatMap(List::stream).toList();

    private final Memory memory = new Memory();
    private final Author author = new Author(memory);
    private final ApiDocument document;
    private final Judge judge;
    private final Findings findings;
    private final URI service;

    Visitor(ApiDocument document, Findings findings, URI service) {
        this.document = document;
        this.judge = new Judge(document);
        this.findings = findings;
        this.service = service;
    }

    /** Sends every step-th request from the first on, up to but without the last. */
    void work(long seed, int first, int step, int last) throws IOException {
        try (Wire wire = new Wire(service)) {
            for (int number = first; number < last; number += step) {
                Message message = message(number, new SplittableRandom(seed * 1_000_003 + number));
                ask(wire, message);
            }
        }
    }

    int created() {
        return memory.all().size();
    }

    /** Reads all that was created: it is as it was last acknowledged, whatever was refused since. */
    void readAgain() throws IOException {
        try (Wire wire = new Wire(service)) {
            for (Kept kept : memory.all()) {
                Operation find = document.operations().stream()
                        .filter(operation -> operation.reads()
                                && operation
                                        .collection()
                                        .filter(kept.collection()::equals)
                                        .isPresent())
                        .findFirst()
                        .orElseThrow();
                Message message = new Message(-1, find, kept.target());
                message.vary("read again");
                Author.bear(
                        message,
                        Tokens.of(kept.target().claim(), kept.target().person(), Tokens.OWN)
                                .signed());
                ask(wire, message);
            }
        }
    }

    /** A request of this operation as it should be. */
    void call(Operation operation) throws IOException {
        try (Wire wire = new Wire(service)) {
            ask(wire, author.write(-1, operation, new SplittableRandom(0)));
        }
    }

    private Message message(int number, RandomGenerator random) {
        List<Operation> secured =
                document.operations().stream().filter(known -> !known.isOpen()).toList();
        List<Operation> some = random.nextInt(6) == 0 ? document.operations() : secured;
        Message message = author.write(number, Choice.of(some, random), random);
        if (message.operation.isForAll()) {
            spoil(message, TokenFaults.ALL, random);
        } else if (random.nextInt(9) >= 4) {
            boolean inBody = message.operation.hasBody() && random.nextInt(3) > 0;
            List<Fault> others = random.nextInt(4) == 0 ? TokenFaults.ALL : FAULTS;
            spoil(message, inBody ? BodyFaults.ALL : others, random);
        }
        return message;
    }

    private static void spoil(Message message, List<Fault> faults, RandomGenerator random) {
        List<Fault> fit =
                faults.stream().filter(fault -> fault.fits().test(message)).toList();
        Choice.of(fit, random).change().accept(message, random);
    }

    private void ask(Wire wire, Message message) {
        try {
            Reply reply = wire.send(message);
            List<String> complaints = judge.complaints(message, reply);
            findings.note(message, reply, complaints);
            boolean read = message.method.equals("GET")
                    && reply.status() == 200
                    && message.expected().contains(200);
            boolean stale = read
                    && message.operation.collection().isPresent()
                    && memory.find(message.target)
                            .filter(kept -> kept.answer().equals(reply.json()))
                            .isEmpty();
            if (stale) {
                findings.note("a record is not as it was acknowledged", message + "\n" + reply);
            }
            memory.note(message, reply);
        } catch (IOException fault) {
            findings.note("no answer: " + message.operation + ", " + message.what() + ": " + fault, message.toString());
        }
    }
}
