package health.polaris.telemetry.record;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates records by requests that clients may repeat. */
@ApplicationScoped
public class IdempotentCreation {
    @EJB
    RecordService records;

    @EJB
    IdempotencyKeys keys;

    /** Creates a record, or answers as the first request with this key was answered. */
    public <F> RecordView<F> create(Supplier<? extends StoredRecord<F>> record, IdempotencyKey key) {
        while (true) {
            try {
                return records.create(record.get(), key);
            } catch (DuplicateRequest duplicate) {
                Optional<IdempotentRequest> first = keys.first(duplicate.request());
                if (first.isPresent()) {
                    return record.get().asCreatedBy(first.get(), duplicate.caller());
                }
            }
        }
    }
}
