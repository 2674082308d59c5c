package health.polaris.telemetry.record;

import com.github.f4b6a3.uuid.UuidCreator;
import health.polaris.telemetry.http.DateTimes;
import health.polaris.telemetry.security.Owner;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every record kind has: its id, its owner, and the audit columns, which are stamped here and nowhere else. */
@MappedSuperclass
@IdClass(RecordId.class)
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

    protected StoredRecord(String ownerId) {
        this.ownerId = ownerId;
    }

    protected abstract Owner owner();

    String ownerId() {
        return ownerId;
    }

    protected abstract F fields();

    /** What is known of this record, but for what every kind has. */
    protected abstract Columns columns();

    /** A new record's id and time. UUID version 7: ordered by time, so that the index grows at one end. */
    static FirstAnswers.Origin newOrigin() {
        return new FirstAnswers.Origin(UuidCreator.getTimeOrderedEpoch().toString(), now());
    }

    void stampCreated(FirstAnswers.Origin origin, String caller) {
        uuid = origin.uuid();
        created = origin.created();
        createdBy = caller;
        modified = created;
        modifiedBy = caller;
    }

    /** Whether {@link #stampCreated} was called. */
    boolean isStamped() {
        return uuid != null;
    }

    /** The statement that keeps this record, once it is stamped. */
    Statement creation() {
        return columns()
                .with("uuid", uuid)
                .with(ownerColumn(getClass()), ownerId)
                .with("created", created)
                .with("created_by_", createdBy)
                .with("modified", modified)
                .with("modified_by_", modifiedBy)
                .insert(table());
    }

    /** The statement that changes the record of this id and owner to what is known of this one; none if nothing is. */
    Optional<Statement> change(String id, String caller) {
        Columns given = columns();
        return given.areNone()
                ? Optional.empty()
                : Optional.of(given.update(
                        table(),
                        new Columns().with("modified", now()).with("modified_by_", caller),
                        new Columns().with("uuid", id).with(ownerColumn(getClass()), ownerId)));
    }

    private String table() {
        return getClass().getAnnotation(Table.class).name();
    }

    /** The column of the person whose records of this kind are. */
    static String ownerColumn(Class<?> kind) {
        return kind.getAnnotation(AttributeOverride.class).column().name();
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

    /** What a query has found, as it is answered. */
    public static List<RecordView<?>> views(Stream<?> found) {
        return found.map(record -> ((StoredRecord<?>) record).view()).collect(Collectors.toUnmodifiableList());
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

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}
