package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.RecordColumns;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDateTime;

/** Columns of {@code mobile} and its history. */
@Embeddable
public class PatientInstallationColumns extends RecordColumns<PatientInstallationFields> {
    @Column(name = "unique_device_code")
    private String uniqueDeviceCode;

    @Column(name = "date_first_launched_")
    private LocalDateTime dateFirstLaunched;

    @Column(name = "date_first_launched_time_zone_")
    private Integer offsetSeconds;

    @Column(name = "app_product")
    private String appProduct;

    @Column(name = "app_version")
    private String appVersion;

    @Column(name = "phone_os")
    private String phoneOs;

    @Column(name = "phone_os_version")
    private String phoneOsVersion;

    @Column(name = "manufacturer")
    private String manufacturer;

    @Column(name = "model")
    private String model;

    @Column(name = "display_name")
    private String displayName;

    /** For the persistence provider. */
    protected PatientInstallationColumns() {}

    PatientInstallationColumns(PatientInstallationFields fields) {
        change(fields);
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    public PatientInstallationFields fields() {
        return new PatientInstallationFields(
                uniqueDeviceCode,
                at(dateFirstLaunched, offsetSeconds),
                appProduct,
                appVersion,
                phoneOs,
                phoneOsVersion,
                manufacturer,
                model,
                displayName);
    }

    @Override
    public final void change(PatientInstallationFields fields) {
        uniqueDeviceCode = changed(uniqueDeviceCode, fields.uniqueDeviceCode());
        dateFirstLaunched = changed(dateFirstLaunched, utc(fields.dateFirstLaunched()));
        offsetSeconds = changed(offsetSeconds, offsetSeconds(fields.dateFirstLaunched()));
        appProduct = changed(appProduct, fields.appProduct());
        appVersion = changed(appVersion, fields.appVersion());
        phoneOs = changed(phoneOs, fields.phoneOs());
        phoneOsVersion = changed(phoneOsVersion, fields.phoneOsVersion());
        manufacturer = changed(manufacturer, fields.manufacturer());
        model = changed(model, fields.model());
        displayName = changed(displayName, fields.displayName());
    }
}
