package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.security.access.Owner;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A row of {@code desktop}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "clinician_id"))
@Table(name = "desktop")
@NamedQuery(
        name = "ClinicianInstallation.latest",
        query = "select r from ClinicianInstallation r where r.ownerId = :owner"
                + " order by r.dateFirstUsed desc, r.appVersion desc, r.created desc, r.uuid desc")
@SqlResultSetMapping(
        name = "ClinicianInstallation.found",
        entities = @EntityResult(entityClass = ClinicianInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
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

    ClinicianInstallation(String clinicianId, ClinicianInstallationFields fields) {
        super(clinicianId);
        change(fields);
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
}
