package health.polaris.telemetry.history;

import health.polaris.telemetry.entity.AuditedRecord;
import health.polaris.telemetry.entity.UtcTimestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Base class of the versions of each kind: rows of a view of the history table and the table of the records. Read only. */
@MappedSuperclass
@IdClass(VersionId.class)
public abstract class RecordVersion<F> extends AuditedRecord<F> {
    @Id
    @Column(name = "uuid")
    private String uuid;

    /** The id of the person. Each kind maps it to its own column. */
    @Id
    private String ownerId;

    /** Ascends with the versions of a record. */
    @Id
    @Column(name = "revision")
    private long revision;

    @Column(name = "superseded")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime superseded;

    @Column(name = "operation")
    private String operation;

    @Column(name = "superseded_by_")
    private String supersededBy;

    /** Names separated by spaces. */
    @Column(name = "changed")
    private String changed;

    /** For the persistence provider. */
    protected RecordVersion() {}

    @Override
    public String uuid() {
        return uuid;
    }

    @Override
    public String ownerId() {
        return ownerId;
    }

    long revision() {
        return revision;
    }

    /** When the version ended; empty for the current one. */
    Optional<Instant> superseded() {
        return Optional.ofNullable(superseded).map(OffsetDateTime::toInstant);
    }

    /** The caller who ended the version. Null if unknown, and for the current version. */
    String supersededBy() {
        return supersededBy;
    }

    /** The names of the fields that the change after this version altered. */
    List<String> changed() {
        return changed == null || changed.isEmpty() ? List.of() : List.of(changed.split(" ", -1));
    }

    /** Whether the record was removed, and this was its last content. */
    boolean isRemoved() {
        return "D".equals(operation);
    }

    /** Whether the row is not a version, but the moment in which the record was moved to this person. */
    boolean isArrival() {
        return "I".equals(operation);
    }

    Instant createdAt() {
        return created().toInstant(ZoneOffset.UTC);
    }
}
