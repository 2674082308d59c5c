package health.polaris.telemetry.meter;

import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A row of {@code blood_glucose_meter}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "blood_glucose_meter")
@SqlResultSetMapping(
        name = "BloodGlucoseMeter.found",
        entities = @EntityResult(entityClass = BloodGlucoseMeter.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
public class BloodGlucoseMeter extends StoredRecord<BloodGlucoseMeterFields> {
    @Column(name = "mobile_id")
    private String mobileId;

    @Column(name = "serial_number")
    private String serialNumber;

    @Column(name = "app_product")
    private String appProduct;

    @Column(name = "app_version")
    private String appVersion;

    @Column(name = "date_verified")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime dateVerified;

    @Column(name = "is_bg_value_correct")
    private Boolean valueCorrect;

    @Column(name = "blood_glucose_value")
    private Double value;

    /** For the persistence provider. */
    protected BloodGlucoseMeter() {}

    BloodGlucoseMeter(String patientId, BloodGlucoseMeterFields fields) {
        super(patientId);
        change(fields);
    }

    @Override
    public final void change(BloodGlucoseMeterFields fields) {
        mobileId = changed(mobileId, fields.mobileId());
        serialNumber = changed(serialNumber, fields.serialNumber());
        appProduct = changed(appProduct, fields.appProduct());
        appVersion = changed(appVersion, fields.appVersion());
        dateVerified = changed(dateVerified, inUtc(fields.dateVerified()));
        valueCorrect = changed(valueCorrect, fields.isBgValueCorrect());
        value = changed(value, fields.bloodGlucoseValue());
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    public BloodGlucoseMeterFields fields() {
        return new BloodGlucoseMeterFields(
                mobileId, serialNumber, appProduct, appVersion, inUtc(dateVerified), valueCorrect, finite(value));
    }

    /** Returns null for null, and for values that the original service accepted and JSON cannot express. */
    private static Double finite(Double value) {
        return value != null && Double.isFinite(value) ? value : null;
    }

    /** Moves a date-time to the offset of UTC. Returns null for null. */
    private static OffsetDateTime inUtc(OffsetDateTime value) {
        return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
