package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.subject.erasure.ErasureReceipt;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An erasure in the answer about the person: that it happened, without hash, reason and officer.
 *
 * @param id the id of the receipt
 * @param ended when the person was allowed to have records again; null if never
 */
record ErasureNote(UUID id, OffsetDateTime time, String mode, OffsetDateTime ended) {
    static ErasureNote of(ErasureReceipt receipt) {
        return new ErasureNote(receipt.id(), receipt.time(), receipt.mode(), receipt.ended());
    }
}
