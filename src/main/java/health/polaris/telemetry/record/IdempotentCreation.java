package health.polaris.telemetry.record;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.idempotency.DuplicateRequest;
import health.polaris.telemetry.idempotency.IdempotencyKey;
import health.polaris.telemetry.idempotency.IdempotencyKeys;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Creates records for requests with an Idempotency-Key. */
@ApplicationScoped
public class IdempotentCreation {
    @EJB
    RecordService records;

    @EJB
    IdempotencyKeys keys;

    /** Creates a record, or returns the response to the first request with this key. */
    public <F> RecordView<F> create(Supplier<? extends StoredRecord<F>> record, IdempotencyKey key) {
        try {
            return records.create(record.get(), key);
        } catch (DuplicateRequest duplicate) {
            return keys.findFirst(duplicate.request())
                    .map(first -> record.get().asCreated(first.recordUuid(), first.created(), duplicate.caller()))
                    .orElseGet(() -> retry(record.get(), key));
        }
    }

    /** Retries after the first request has just expired. */
    private <F> RecordView<F> retry(StoredRecord<F> record, IdempotencyKey key) {
        try {
            return records.create(record, key);
        } catch (DuplicateRequest again) {
            throw new IllegalStateException("The key is taken again, or the table has another unique index.", again);
        }
    }
}
