package health.polaris.telemetry.meter;

import health.polaris.telemetry.entity.RecordColumns;
import health.polaris.telemetry.entity.UtcTimestamp;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Columns of {@code blood_glucose_meter} and its history. */
@Embeddable
public class BloodGlucoseMeterColumns extends RecordColumns<BloodGlucoseMeterFields> {
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

    @Column(name = "manufacturer")
    private String manufacturer;

    @Column(name = "model")
    private String model;

    @Column(name = "firmware_version")
    private String firmwareVersion;

    /** For the persistence provider. */
    protected BloodGlucoseMeterColumns() {}

    BloodGlucoseMeterColumns(BloodGlucoseMeterFields fields) {
        change(fields);
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    public BloodGlucoseMeterFields fields() {
        return new BloodGlucoseMeterFields(
                mobileId,
                serialNumber,
                appProduct,
                appVersion,
                inUtc(dateVerified),
                valueCorrect,
                finite(value),
                manufacturer,
                model,
                firmwareVersion);
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
        manufacturer = changed(manufacturer, fields.manufacturer());
        model = changed(model, fields.model());
        firmwareVersion = changed(firmwareVersion, fields.firmwareVersion());
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
