package health.polaris.telemetry.entity;

import com.github.f4b6a3.uuid.UuidCreator;
import health.polaris.telemetry.http.json.DateTimes;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.Column;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Base class of all kinds of records: id, owner, and audit columns, which {@link AuditListener} sets. */
@MappedSuperclass
@IdClass(RecordId.class)
@EntityListeners(AuditListener.class)
public abstract class StoredRecord<F> {
    @Id
    @Column(name = "uuid")
    private String uuid;

    /** The id of the person. Each kind maps it to its own column. */
    @Id
    private String ownerId;

    @Column(name = "created")
    private LocalDateTime created;

    @Column(name = "created_by_")
    private String createdBy;

    @Column(name = "modified")
    private LocalDateTime modified;

    @Column(name = "modified_by_")
    private String modifiedBy;

    /** For the persistence provider. */
    protected StoredRecord() {}

    /** Creates a record with a UUID version 7, so that the index of ids grows at one end. */
    protected StoredRecord(String ownerId) {
        this.uuid = UuidCreator.getTimeOrderedEpoch().toString();
        this.ownerId = ownerId;
    }

    protected abstract Owner owner();

    public abstract F fields();

    /** Sets the fields that are not null. */
    public abstract void change(F fields);

    @SuppressWarnings("unchecked") // the runtime class is the entity class of the record's kind
    public Class<? extends StoredRecord<F>> kind() {
        return (Class<? extends StoredRecord<F>>) getClass();
    }

    public String uuid() {
        return uuid;
    }

    public String ownerId() {
        return ownerId;
    }

    public LocalDateTime created() {
        return created;
    }

    public String createdBy() {
        return createdBy;
    }

    /** Returns this record with the id and the audit fields of an earlier creation. */
    public RecordView<F> asCreated(String otherUuid, LocalDateTime time, String caller) {
        uuid = otherUuid;
        stampCreated(time, caller);
        return view();
    }

    void stampCreated(LocalDateTime time, String caller) {
        created = time;
        createdBy = caller;
        stampModified(time, caller);
    }

    void stampModified(LocalDateTime time, String caller) {
        modified = time;
        modifiedBy = caller;
    }

    public RecordView<F> view() {
        return new RecordView<>(
                fields(),
                Map.of(owner().claim(), ownerId),
                uuid,
                created.atOffset(ZoneOffset.UTC),
                createdBy,
                modified.atOffset(ZoneOffset.UTC),
                modifiedBy);
    }

    /** Converts entities to views. */
    public static List<RecordView<?>> views(Stream<?> entities) {
        return entities.map(record -> ((StoredRecord<?>) record).view()).collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns the new value; the current object if the value is null or equal, so that change tracking sees no change.
     */
    protected static <T> T changed(T current, T value) {
        return value == null || value.equals(current) ? current : value;
    }

    /** Converts a date-time to UTC. Returns null for null. */
    protected static LocalDateTime utc(OffsetDateTime value) {
        return value == null
                ? null
                : value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Returns the offset of a date-time in seconds. Returns null for null. */
    protected static Integer offsetSeconds(OffsetDateTime value) {
        return value == null ? null : value.getOffset().getTotalSeconds();
    }

    /** Returns the time at this offset. Uses UTC for an invalid offset, which the original service accepted. */
    protected static OffsetDateTime at(LocalDateTime utc, int offsetSeconds) {
        int valid = DateTimes.isOffset(offsetSeconds) ? offsetSeconds : 0;
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(valid));
    }
}
