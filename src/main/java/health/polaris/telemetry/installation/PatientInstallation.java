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

/** A row of {@code mobile}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "mobile")
@NamedQuery(
        name = "PatientInstallation.latest",
        query = "select r from PatientInstallation r where r.ownerId = :owner"
                + " order by r.columns.dateFirstLaunched desc, r.created desc, r.uuid desc")
@SqlResultSetMapping(
        name = "PatientInstallation.found",
        entities = @EntityResult(entityClass = PatientInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class PatientInstallation extends StoredRecord<PatientInstallationFields> {
    @Embedded
    private PatientInstallationColumns columns;

    /** For the persistence provider. */
    protected PatientInstallation() {}

    PatientInstallation(String patientId, PatientInstallationFields fields) {
        super(patientId);
        columns = new PatientInstallationColumns(fields);
    }

    @Override
    protected PatientInstallationColumns columns() {
        return columns;
    }
}
