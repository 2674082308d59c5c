package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The only record of one person: its creation and later changes. Keeps what the service has acknowledged, and what it
 * may have stored without a response. Not thread-safe.
 */
final class Write {
    private static final String VERSION = "app_version";

    private final RecordKind kind;
    private final String person = UUID.randomUUID().toString();
    private final Optional<String> key;
    private final Body body;

    /** The acknowledged id; empty before the acknowledgement. */
    private String uuid = "";

    /** The versions that the record may have; exactly one after an acknowledgement. */
    private final Set<String> versions = new HashSet<>();

    private int changes;

    private Write(RecordKind kind, Optional<String> key) {
        this.kind = kind;
        this.key = key;
        this.body = kind.body().with(VERSION, "0");
    }

    /** A creation with an idempotency key, which can be repeated until it is acknowledged. */
    static Write withKey(RecordKind kind) {
        return new Write(kind, Optional.of(UUID.randomUUID().toString()));
    }

    static Write withoutKey(RecordKind kind) {
        return new Write(kind, Optional.empty());
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

    boolean mayBeSentAgain() {
        return key.isPresent();
    }

    boolean isAcknowledged() {
        return !uuid.isEmpty();
    }

    /** Sends the creation to a node, with the same key each time if it has one. */
    Outcome create(URI node) {
        Client owner = owner(node);
        Client sender = key.map(value -> owner.with("Idempotency-Key", value)).orElse(owner);
        Outcome outcome = outcome(() -> sender.post(kind.path(person), body));
        if (outcome.isAcknowledged()) {
            uuid = outcome.answer().orElseThrow().uuid();
            versions.add("0");
        }
        return outcome;
    }

    /** Sends a change to a node. */
    Outcome change(URI node) {
        String version = Integer.toString(++changes);
        Outcome outcome = outcome(() -> owner(node).patch(path(), Body.empty().with(VERSION, version)));
        if (outcome.isAcknowledged()) {
            versions.clear();
        }
        // the commit may have succeeded although the service lost its response and rejected the request
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
