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

/** What every record kind has: its id, its owner, and the audit columns, which {@link AuditListener} stamps. */
@MappedSuperclass
@IdClass(RecordId.class)
@EntityListeners(AuditListener.class)
public abstract class StoredRecord<F> {
    @Id
    private String uuid;

    /** The id of the person this record belongs to; each kind has its own name of the column. */
    @Id
    private String ownerId;

    private LocalDateTime created;

    @Column(name = "created_by_")
    private String createdBy;

    private LocalDateTime modified;

    @Column(name = "modified_by_")
    private String modifiedBy;

    /** For the persistence provider. */
    protected StoredRecord() {}

    /** A new record of this person. Its id is a UUID version 7, so that the index of ids grows at one end. */
    protected StoredRecord(String ownerId) {
        this.uuid = UuidCreator.getTimeOrderedEpoch().toString();
        this.ownerId = ownerId;
    }

    protected abstract Owner owner();

    public abstract F fields();

    /** Sets the fields that are given; a field that is null stays as it is. */
    public abstract void change(F given);

    @SuppressWarnings("unchecked") // the class of a record is one of its kind
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

    /** This record with the id and the audit fields of another creation. */
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

    /** This record as it is answered. */
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

    /** The records of a query as they are answered. */
    public static List<RecordView<?>> views(Stream<?> found) {
        return found.map(record -> ((StoredRecord<?>) record).view()).collect(Collectors.toUnmodifiableList());
    }

    /** The given value; the present object if none is given or both are equal, so that change tracking sees no change. */
    protected static <T> T changed(T present, T given) {
        return given == null || given.equals(present) ? present : given;
    }

    /** Null for null. */
    protected static LocalDateTime utc(OffsetDateTime value) {
        return value == null
                ? null
                : value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Null for null. */
    protected static Integer offsetSeconds(OffsetDateTime value) {
        return value == null ? null : value.getOffset().getTotalSeconds();
    }

    /** At this offset, or in UTC where there is no such offset, though the original took it. */
    protected static OffsetDateTime at(LocalDateTime utc, int offsetSeconds) {
        int known = DateTimes.isOffset(offsetSeconds) ? offsetSeconds : 0;
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(known));
    }
}
