package health.polaris.telemetry.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The records created by one client, in order, so that a seed selects the same ones again. */
final class CreatedRecords {
    private final List<CreatedRecord> records = new ArrayList<>();

    List<CreatedRecord> all() {
        return List.copyOf(records);
    }

    Optional<CreatedRecord> any(String collection, RandomGenerator random) {
        List<CreatedRecord> candidates = records.stream()
                .filter(created -> created.collection().equals(collection))
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(RandomChoice.of(candidates, random));
    }

    /** The owner of a record of any kind. */
    Optional<Target> anyOwner(String claim, RandomGenerator random) {
        List<CreatedRecord> candidates = records.stream()
                .filter(created -> created.target().claim().equals(claim))
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(RandomChoice.of(candidates, random).target());
    }

    Optional<CreatedRecord> find(Target target) {
        return records.stream()
                .filter(created -> created.target().equals(target))
                .findFirst();
    }

    /** Stores the result of an acknowledged write. */
    void note(Message sent, Reply reply) {
        boolean written = reply.isSuccess() && sent.method.equals(sent.operation.method()) && !sent.operation.reads();
        if (!written || !reply.json().has("uuid")) {
            return;
        }
        Target target = sent.target.at(reply.json().get("uuid").asString());
        String collection = sent.operation.collection().orElse(sent.operation.path());
        CreatedRecord created = new CreatedRecord(collection, target, reply.header("etag"), reply.json());
        int index = find(target).map(records::indexOf).orElse(-1);
        if (index < 0) {
            records.add(created);
        } else {
            records.set(index, created);
        }
    }
}
