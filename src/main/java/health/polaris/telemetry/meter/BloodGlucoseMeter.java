package health.polaris.telemetry.meter;

import health.polaris.telemetry.entity.StoredRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A row of {@code blood_glucose_meter}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "blood_glucose_meter")
@SqlResultSetMapping(
        name = "BloodGlucoseMeter.found",
        entities = @EntityResult(entityClass = BloodGlucoseMeter.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class BloodGlucoseMeter extends StoredRecord<BloodGlucoseMeterFields> {
    @Embedded
    private BloodGlucoseMeterColumns columns;

    /** For the persistence provider. */
    protected BloodGlucoseMeter() {}

    BloodGlucoseMeter(String patientId, BloodGlucoseMeterFields fields) {
        super(patientId);
        columns = new BloodGlucoseMeterColumns(fields);
    }

    @Override
    protected BloodGlucoseMeterColumns columns() {
        return columns;
    }
}
