package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.RecordColumns;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDateTime;

/** Columns of {@code desktop} and its history. */
@Embeddable
public class ClinicianInstallationColumns extends RecordColumns<ClinicianInstallationFields> {
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
    protected ClinicianInstallationColumns() {}

    ClinicianInstallationColumns(ClinicianInstallationFields fields) {
        change(fields);
    }

    @Override
    protected Owner owner() {
        return Owner.CLINICIAN;
    }

    @Override
    public ClinicianInstallationFields fields() {
        return new ClinicianInstallationFields(
                uniqueDeviceCode,
                at(dateFirstUsed, offsetSeconds),
                appProduct,
                appVersion,
                desktopOs,
                desktopOsVersion,
                ipAddress);
    }

    @Override
    public final void change(ClinicianInstallationFields fields) {
        uniqueDeviceCode = changed(uniqueDeviceCode, fields.uniqueDeviceCode());
        dateFirstUsed = changed(dateFirstUsed, utc(fields.dateFirstUsed()));
        offsetSeconds = changed(offsetSeconds, offsetSeconds(fields.dateFirstUsed()));
        appProduct = changed(appProduct, fields.appProduct());
        appVersion = changed(appVersion, fields.appVersion());
        desktopOs = changed(desktopOs, fields.desktopOs());
        desktopOsVersion = changed(desktopOsVersion, fields.desktopOsVersion());
        ipAddress = changed(ipAddress, fields.ipAddress());
    }
}
