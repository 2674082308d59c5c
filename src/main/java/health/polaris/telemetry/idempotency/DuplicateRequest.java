package health.polaris.telemetry.idempotency;

import jakarta.ejb.ApplicationException;

/** An earlier request had the same Idempotency-Key. Rolls the transaction back. */
@ApplicationException(rollback = true)
public class DuplicateRequest extends Exception {
    private final transient IdempotentRequest request;
    private final String caller;

    public DuplicateRequest(IdempotentRequest request, String caller) {
        super("duplicate Idempotency-Key", null, false, false);
        this.request = request;
        this.caller = caller;
    }

    public String caller() {
        return caller;
    }

    public IdempotentRequest request() {
        return request;
    }
}
