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

/** A row of {@code mobile}. */
@Entity
@AttributeOverride(name = "ownerId", column = @Column(name = "patient_id"))
@Table(name = "mobile")
@NamedQuery(
        name = "PatientInstallation.latest",
        query = "select r from PatientInstallation r where r.ownerId = :owner"
                + " order by r.dateFirstLaunched desc, r.created desc, r.uuid desc")
@SqlResultSetMapping(
        name = "PatientInstallation.found",
        entities = @EntityResult(entityClass = PatientInstallation.class),
        columns = @ColumnResult(name = "more", type = Boolean.class))
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

    @Column(name = "manufacturer")
    private String manufacturer;

    @Column(name = "model")
    private String model;

    @Column(name = "display_name")
    private String displayName;

    /** For the persistence provider. */
    protected PatientInstallation() {}

    PatientInstallation(String patientId, PatientInstallationFields fields) {
        super(patientId);
        change(fields);
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
}
