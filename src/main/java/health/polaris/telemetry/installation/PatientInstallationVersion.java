package health.polaris.telemetry.installation;

import health.polaris.telemetry.history.RecordVersion;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A row of {@code mobile_version}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "mobile_version")
@SqlResultSetMapping(
        name = "PatientInstallationVersion.found",
        entities = @EntityResult(entityClass = PatientInstallationVersion.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class PatientInstallationVersion extends RecordVersion<PatientInstallationFields> {
    @Embedded
    private PatientInstallationColumns columns;

    /** For the persistence provider. */
    protected PatientInstallationVersion() {}

    @Override
    protected PatientInstallationColumns columns() {
        return columns;
    }
}
