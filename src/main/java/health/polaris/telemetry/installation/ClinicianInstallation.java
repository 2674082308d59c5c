package health.polaris.telemetry.installation;

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
                + " order by i.dateFirstUsed desc, i.appVersion desc, i.created desc")
public class ClinicianInstallation extends StoredRecord<ClinicianInstallationFields> {
    @Column(name = "unique_device_code")
    private String uniqueDeviceCode;

    @Column(name = "date_first_used_")
    private LocalDateTime dateFirstUsed;

    @Column(name = "date_first_used_time_zone_")
    private int offsetSeconds;

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

    ClinicianInstallation(String clinicianId, ClinicianInstallationFields fields) {
        super(clinicianId);
        apply(fields);
    }

    @Override
    protected Owner owner() {
        return Owner.CLINICIAN;
    }

    @Override
    protected final void apply(ClinicianInstallationFields given) {
        uniqueDeviceCode = given(given.uniqueDeviceCode(), uniqueDeviceCode);
        if (given.dateFirstUsed() != null) {
            dateFirstUsed = utc(given.dateFirstUsed());
            offsetSeconds = given.dateFirstUsed().getOffset().getTotalSeconds();
        }
        appProduct = given(given.appProduct(), appProduct);
        appVersion = given(given.appVersion(), appVersion);
        desktopOs = given(given.desktopOs(), desktopOs);
        desktopOsVersion = given(given.desktopOsVersion(), desktopOsVersion);
        ipAddress = given(given.ipAddress(), ipAddress);
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
