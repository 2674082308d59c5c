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

/** A row of {@code desktop}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "clinician_id"))
@Table(name = "desktop")
@NamedQuery(
        name = "ClinicianInstallation.latest",
        query = "select i from ClinicianInstallation i where i.ownerId = :owner"
                + " order by i.dateFirstUsed desc, i.appVersion desc, i.created desc, i.uuid desc")
public class ClinicianInstallation extends StoredRecord<ClinicianInstallationFields> {
    @Column(name = "unique_device_code")
    private String uniqueDeviceCode;

    @Column(name = "date_first_used_")
    private LocalDateTime dateFirstUsed;

    @Column(name = "date_first_used_time_zone_")
    private Integer offsetSeconds;

    @Column(name = "app_product")
    private String appProduct;

    @Column(name = "app_version")
    private String appVersion;

    @Column(name = "desktop_os")
    private String desktopOs;

    @Column(name = "desktop_os_version")
    private String desktopOsVersion;

    @Column(name = "ip_address")
    private String ipAddress;

    /** For the persistence provider. */
    protected ClinicianInstallation() {}

    ClinicianInstallation(String clinicianId, ClinicianInstallationFields given) {
        super(clinicianId);
        uniqueDeviceCode = given.uniqueDeviceCode();
        dateFirstUsed = utc(given.dateFirstUsed());
        offsetSeconds = offsetSeconds(given.dateFirstUsed());
        appProduct = given.appProduct();
        appVersion = given.appVersion();
        desktopOs = given.desktopOs();
        desktopOsVersion = given.desktopOsVersion();
        ipAddress = given.ipAddress();
    }

    @Override
    protected Owner owner() {
        return Owner.CLINICIAN;
    }

    @Override
    protected Columns columns() {
        return new Columns()
                .with("unique_device_code", uniqueDeviceCode)
                .with("date_first_used_", dateFirstUsed)
                .with("date_first_used_time_zone_", offsetSeconds)
                .with("app_product", appProduct)
                .with("app_version", appVersion)
                .with("desktop_os", desktopOs)
                .with("desktop_os_version", desktopOsVersion)
                .with("ip_address", ipAddress);
    }

    @Override
    protected ClinicianInstallationFields fields() {
        return new ClinicianInstallationFields(
                uniqueDeviceCode,
                at(dateFirstUsed, offsetSeconds),
                appProduct,
                appVersion,
                desktopOs,
                desktopOsVersion,
                ipAddress);
    }
}
