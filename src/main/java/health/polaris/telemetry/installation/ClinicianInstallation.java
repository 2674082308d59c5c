package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.StoredRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A row of {@code desktop}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "clinician_id"))
@Table(name = "desktop")
@NamedQuery(
        name = "ClinicianInstallation.latest",
        query = "select r from ClinicianInstallation r where r.ownerId = :owner"
                + " order by r.columns.dateFirstUsed desc, r.columns.appVersion desc, r.created desc, r.uuid desc")
@SqlResultSetMapping(
        name = "ClinicianInstallation.found",
        entities = @EntityResult(entityClass = ClinicianInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class ClinicianInstallation extends StoredRecord<ClinicianInstallationFields> {
    @Embedded
    private ClinicianInstallationColumns columns;

    /** For the persistence provider. */
    protected ClinicianInstallation() {}

    ClinicianInstallation(String clinicianId, ClinicianInstallationFields fields) {
        super(clinicianId);
        columns = new ClinicianInstallationColumns(fields);
    }

    @Override
    protected ClinicianInstallationColumns columns() {
        return columns;
    }
}
