package health.polaris.telemetry.meter;

import health.polaris.telemetry.record.StoredRecord;
import health.polaris.telemetry.security.Owner;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A row of {@code blood_glucose_meter}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "blood_glucose_meter")
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
    private OffsetDateTime dateVerified;

    @Column(name = "is_bg_value_correct")
    private Boolean valueCorrect;

    @Column(name = "blood_glucose_value")
    private Double value;

    /** For the persistence provider. */
    protected BloodGlucoseMeter() {}

    BloodGlucoseMeter(String patientId, BloodGlucoseMeterFields fields) {
        super(patientId);
        apply(fields);
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    protected final void apply(BloodGlucoseMeterFields given) {
        mobileId = given(given.mobileId(), mobileId);
        serialNumber = given(given.serialNumber(), serialNumber);
        appProduct = given(given.appProduct(), appProduct);
        appVersion = given(given.appVersion(), appVersion);
        dateVerified = given(given.dateVerified(), dateVerified);
        valueCorrect = given(given.isBgValueCorrect(), valueCorrect);
        value = given(given.bloodGlucoseValue(), value);
    }

    @Override
    protected BloodGlucoseMeterFields fields() {
        return new BloodGlucoseMeterFields(
                mobileId,
                serialNumber,
                appProduct,
                appVersion,
                dateVerified == null ? null : dateVerified.withOffsetSameInstant(ZoneOffset.UTC),
                valueCorrect,
                value);
    }
}
