package health.polaris.telemetry.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The records that one client has created, in order, so that the same seed finds the same ones. */
final class Memory {
    private final List<Kept> records = new ArrayList<>();

    List<Kept> all() {
        return List.copyOf(records);
    }

    Optional<Kept> any(String collection, RandomGenerator random) {
        List<Kept> some = records.stream()
                .filter(kept -> kept.collection().equals(collection))
                .toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(Choice.of(some, random));
    }

    /** Somebody who has a record, of whatever kind. */
    Optional<Target> anybody(String claim, RandomGenerator random) {
        List<Kept> some = records.stream()
                .filter(kept -> kept.target().claim().equals(claim))
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(Choice.of(some, random).target());
    }

    Optional<Kept> find(Target target) {
        return records.stream().filter(kept -> kept.target().equals(target)).findFirst();
    }

    /** Notes what an acknowledged write has made of a record. */
    void note(Message sent, Reply reply) {
        boolean written = reply.isSuccess() && sent.method.equals(sent.operation.method()) && !sent.operation.reads();
        if (!written || !reply.json().has("uuid")) {
            return;
        }
        Target target = sent.target.at(reply.json().get("uuid").asString());
        String collection = sent.operation.collection().orElse(sent.operation.path());
        Kept kept = new Kept(collection, target, reply.header("etag"), reply.json());
        int known = find(target).map(records::indexOf).orElse(-1);
        if (known < 0) {
            records.add(kept);
        } else {
            records.set(known, kept);
        }
    }
}
