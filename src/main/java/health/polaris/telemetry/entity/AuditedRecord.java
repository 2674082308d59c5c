package health.polaris.telemetry.entity;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of a record, current or earlier: its fields and audit columns. */
@MappedSuperclass
public abstract class AuditedRecord<F> {
    @Column(name = "created")
    private LocalDateTime created;

    @Column(name = "created_by_")
    private String createdBy;

    @Column(name = "modified")
    private LocalDateTime modified;

    @Column(name = "modified_by_")
    private String modifiedBy;

    public abstract String uuid();

    public abstract String ownerId();

    protected abstract RecordColumns<F> columns();

    public F fields() {
        return columns().fields();
    }

    public LocalDateTime created() {
        return created;
    }

    public String createdBy() {
        return createdBy;
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
                Map.of(columns().owner().claim(), ownerId()),
                uuid(),
                created.atOffset(ZoneOffset.UTC),
                createdBy,
                modified.atOffset(ZoneOffset.UTC),
                modifiedBy);
    }

    /** Converts entities to views. */
    public static List<RecordView<?>> views(Stream<?> entities) {
        return entities.map(record -> ((AuditedRecord<?>) record).view()).collect(Collectors.toUnmodifiableList());
    }
}
