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

/** A row of {@code desktop_version}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "clinician_id"))
@Table(name = "desktop_version")
@SqlResultSetMapping(
        name = "ClinicianInstallationVersion.found",
        entities = @EntityResult(entityClass = ClinicianInstallationVersion.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class ClinicianInstallationVersion extends RecordVersion<ClinicianInstallationFields> {
    @Embedded
    private ClinicianInstallationColumns columns;

    /** For the persistence provider. */
    protected ClinicianInstallationVersion() {}

    @Override
    protected ClinicianInstallationColumns columns() {
        return columns;
    }
}
