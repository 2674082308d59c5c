package health.polaris.telemetry.meter;

import health.polaris.telemetry.history.RecordVersion;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A row of {@code blood_glucose_meter_version}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "blood_glucose_meter_version")
@SqlResultSetMapping(
        name = "BloodGlucoseMeterVersion.found",
        entities = @EntityResult(entityClass = BloodGlucoseMeterVersion.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class BloodGlucoseMeterVersion extends RecordVersion<BloodGlucoseMeterFields> {
    @Embedded
    private BloodGlucoseMeterColumns columns;

    /** For the persistence provider. */
    protected BloodGlucoseMeterVersion() {}

    @Override
    protected BloodGlucoseMeterColumns columns() {
        return columns;
    }
}
