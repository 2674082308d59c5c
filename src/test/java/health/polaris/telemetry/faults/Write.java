package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The one record of one person: its creation, and changes that follow it. It remembers what the service has acknowledged,
 * and what it may have done besides when its answer was lost. One thread at a time works with it.
 */
final class Write {
    private static final String VERSION = "app_version";

    private final RecordKind kind;
    private final String person = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();
    private final Body body;

    /** The id that was acknowledged; empty before. */
    private String uuid = "";

    /** The versions that the record may have: one when the last answer was an acknowledgement. */
    private final Set<String> versions = new HashSet<>();

    private int changes;

    Write(RecordKind kind) {
        this.kind = kind;
        this.body = kind.body().with(VERSION, "0");
    }

    String person() {
        return person;
    }

    String uuid() {
        return uuid;
    }

    Set<String> versions() {
        return Set.copyOf(versions);
    }

    boolean isAcknowledged() {
        return !uuid.isEmpty();
    }

    /** Asks a node to create the record, always under the same key. */
    Outcome create(URI node) {
        Outcome outcome = outcome(() -> owner(node).with("Idempotency-Key", key).post(kind.path(person), body));
        if (outcome.isAcknowledged()) {
            uuid = outcome.answer().orElseThrow().uuid();
            versions.add("0");
        }
        return outcome;
    }

    /** Asks a node to change the record. */
    Outcome change(URI node) {
        String version = Integer.toString(++changes);
        Outcome outcome = outcome(() -> owner(node).patch(path(), Body.empty().with(VERSION, version)));
        if (outcome.isAcknowledged()) {
            versions.clear();
        }
        // a refusal for want of the database may come after the commit: its answer was lost on the way to the service
        versions.add(version);
        return outcome;
    }

    Answer find(URI node) {
        return owner(node).get(path());
    }

    private String path() {
        return kind.path(person) + "/" + uuid;
    }

    private Client owner(URI node) {
        Client owner = kind == RecordKind.CLINICIAN_INSTALLATION ? Client.clinician(person) : Client.patient(person);
        return owner.at(node);
    }

    private static Outcome outcome(Supplier<Answer> call) {
        try {
            return Outcome.of(call.get());
        } catch (UncheckedIOException lost) {
            return Outcome.lost(lost.getCause());
        }
    }
}
