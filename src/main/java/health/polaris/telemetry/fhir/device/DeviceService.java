package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.entity.AuditedRecord;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.query.EntityTable;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds records by their id alone, because the address of a device does not name the person. */
@Stateless
public class DeviceService {
    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<RecordView<?>> find(Class<? extends StoredRecord<?>> kind, String uuid) {
        Stream<?> found = entities.createNativeQuery(
                        "select * from " + EntityTable.of(kind).name() + " where uuid = ?1", kind)
                .setParameter(1, uuid)
                .getResultStream();
        return found.findFirst().map(record -> ((AuditedRecord<?>) record).view());
    }
}
