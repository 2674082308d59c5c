package health.polaris.telemetry.entity;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;

/** Base class of all kinds of records: id and owner. {@link AuditListener} sets the audit columns. */
@MappedSuperclass
@IdClass(RecordId.class)
@EntityListeners(AuditListener.class)
public abstract class StoredRecord<F> extends AuditedRecord<F> {
    @Id
    @Column(name = "uuid")
    private String uuid;

    /** The id of the person. Each kind maps it to its own column. */
    @Id
    private String ownerId;

    /** For the persistence provider. */
    protected StoredRecord() {}

    /** Creates a record with a UUID version 7, so that the index of ids grows at one end. */
    protected StoredRecord(String ownerId) {
        this.uuid = UuidCreator.getTimeOrderedEpoch().toString();
        this.ownerId = ownerId;
    }

    @SuppressWarnings("unchecked") // the runtime class is the entity class of the record's kind
    public Class<? extends StoredRecord<F>> kind() {
        return (Class<? extends StoredRecord<F>>) getClass();
    }

    @Override
    public String uuid() {
        return uuid;
    }

    @Override
    public String ownerId() {
        return ownerId;
    }

    /** Sets the fields that are not null. */
    public void change(F fields) {
        columns().change(fields);
    }

    /** Returns this record with the id and the audit fields of an earlier creation. */
    public RecordView<F> asCreated(String otherUuid, LocalDateTime time, String caller) {
        uuid = otherUuid;
        stampCreated(time, caller);
        return view();
    }
}
