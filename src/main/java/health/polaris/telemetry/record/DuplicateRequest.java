package health.polaris.telemetry.record;

import jakarta.ejb.ApplicationException;

/** A request has an Idempotency-Key that another request had before. It rolls the transaction back. */
@ApplicationException(rollback = true)
public class DuplicateRequest extends Exception {
    private final transient IdempotentRequest request;
    private final String caller;

    DuplicateRequest(IdempotentRequest request, String caller) {
        super("duplicate Idempotency-Key", null, false, false);
        this.request = request;
        this.caller = caller;
    }

    String caller() {
        return caller;
    }

    IdempotentRequest request() {
        return request;
    }
}
