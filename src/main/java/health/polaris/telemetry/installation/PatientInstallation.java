package health.polaris.telemetry.installation;

import health.polaris.telemetry.record.Columns;
import health.polaris.telemetry.record.StoredRecord;
import health.polaris.telemetry.security.Owner;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A row of {@code mobile}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "mobile")
@NamedQuery(
        name = "PatientInstallation.latest",
        query = "select i from PatientInstallation i where i.ownerId = :owner"
                + " order by i.dateFirstLaunched desc, i.created desc, i.uuid desc")
public class PatientInstallation extends StoredRecord<PatientInstallationFields> {
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

    private String manufacturer;
    private String model;

    @Column(name = "display_name")
    private String displayName;

    /** For the persistence provider. */
    protected PatientInstallation() {}

    PatientInstallation(String patientId, PatientInstallationFields given) {
        super(patientId);
        uniqueDeviceCode = given.uniqueDeviceCode();
        dateFirstLaunched = utc(given.dateFirstLaunched());
        offsetSeconds = offsetSeconds(given.dateFirstLaunched());
        appProduct = given.appProduct();
        appVersion = given.appVersion();
        phoneOs = given.phoneOs();
        phoneOsVersion = given.phoneOsVersion();
        manufacturer = given.manufacturer();
        model = given.model();
        displayName = given.displayName();
    }

    @Override
    protected Owner owner() {
        return Owner.PATIENT;
    }

    @Override
    protected Columns columns() {
        return new Columns()
                .with("unique_device_code", uniqueDeviceCode)
                .with("date_first_launched_", dateFirstLaunched)
                .with("date_first_launched_time_zone_", offsetSeconds)
                .with("app_product", appProduct)
                .with("app_version", appVersion)
                .with("phone_os", phoneOs)
                .with("phone_os_version", phoneOsVersion)
                .with("manufacturer", manufacturer)
                .with("model", model)
                .with("display_name", displayName);
    }

    @Override
    protected PatientInstallationFields fields() {
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
}
