package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.json.Json;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/** A response that streams all receipts, in batches. */
public final class ReceiptExport implements StreamingOutput, Counted {
    private static final int BATCH_SIZE = 1_000;

    private final ErasureService erasures;
    private final ConnectionGate gate;
    private long records;

    ReceiptExport(ErasureService erasures, ConnectionGate gate) {
        this.erasures = erasures;
        this.gate = gate;
    }

    @Override
    public void write(OutputStream stream) throws IOException {
        UUID after = new UUID(0, 0);
        List<ErasureReceipt> batch;
        do {
            UUID last = after;
            batch = gate.call(() -> erasures.receipts(last, BATCH_SIZE));
            for (ErasureReceipt receipt : batch) {
                stream.write(Json.MAPPER.writeValueAsBytes(receipt));
                stream.write('\n');
                after = receipt.id();
                records++;
            }
        } while (batch.size() == BATCH_SIZE);
    }

    @Override
    public long records() {
        return records;
    }
}
