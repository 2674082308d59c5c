package health.polaris.telemetry.entity;

import health.polaris.telemetry.security.access.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;

/** Sets the audit fields of records: time and caller of the creation and of the last change. */
public class AuditListener {
    @Inject
    CurrentCaller current;

    @PrePersist
    void created(StoredRecord<?> record) {
        record.stampCreated(UtcTimestamp.now().toLocalDateTime(), caller());
    }

    /** The persistence provider calls this only for a record with a changed field. */
    @PreUpdate
    void changed(StoredRecord<?> record) {
        record.stampModified(UtcTimestamp.now().toLocalDateTime(), caller());
    }

    private String caller() {
        return current.caller().getName();
    }
}
