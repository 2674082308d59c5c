package health.polaris.telemetry.meter;

import health.polaris.telemetry.record.Columns;
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

    BloodGlucoseMeter(String patientId, BloodGlucoseMeterFields given) {
        super(patientId);
        mobileId = given.mobileId();
        serialNumber = given.serialNumber();
        appProduct = given.appProduct();
        appVersion = given.appVersion();
        dateVerified = given.dateVerified();
        valueCorrect = given.isBgValueCorrect();
        value = given.bloodGlucoseValue();
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    protected Columns columns() {
        return new Columns()
                .with("mobile_id", mobileId)
                .with("serial_number", serialNumber)
                .with("app_product", appProduct)
                .with("app_version", appVersion)
                .with("date_verified", dateVerified)
                .with("is_bg_value_correct", valueCorrect)
                .with("blood_glucose_value", value);
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
