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

/** A row of {@code mobile}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "mobile")
@NamedNativeQuery(
        name = "PatientInstallation.latest",
        query = "select * from mobile where patient_id = ?1 order by " + PatientInstallation.LATEST_FIRST + " limit 1",
        resultClass = PatientInstallation.class)
@SqlResultSetMapping(
        name = "PatientInstallation.found",
        entities = @EntityResult(entityClass = PatientInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class PatientInstallation extends StoredRecord<PatientInstallationFields> {
    /** The columns of an {@code order by} that sorts the latest installation first. */
    public static final String LATEST_FIRST = "date_first_launched_ desc, created desc, uuid desc";

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
