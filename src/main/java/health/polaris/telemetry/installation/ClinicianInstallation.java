package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.StoredRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A row of {@code desktop}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "clinician_id"))
@Table(name = "desktop")
@NamedNativeQuery(
        name = "ClinicianInstallation.latest",
        query = "select * from desktop where clinician_id = ?1 order by " + ClinicianInstallation.LATEST_FIRST
                + " limit 1",
        resultClass = ClinicianInstallation.class)
@SqlResultSetMapping(
        name = "ClinicianInstallation.found",
        entities = @EntityResult(entityClass = ClinicianInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class ClinicianInstallation extends StoredRecord<ClinicianInstallationFields> {
    /** The columns of an {@code order by} that sorts the latest installation first. */
    public static final String LATEST_FIRST = "date_first_used_ desc, app_version desc, created desc, uuid desc";

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
