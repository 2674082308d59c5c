package health.polaris.telemetry.http;

import jakarta.ejb.ApplicationException;

/** A request that is refused, with the HTTP status and the sentence the client gets. Rolls a transaction back. */
@ApplicationException(rollback = true)
public class Refusal extends RuntimeException {
    private final int status;

    public Refusal(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(400, detail);
    }

    public static Refusal notFound() {
        return new Refusal(404, "There is no such record for this person.");
    }

    public int status() {
        return status;
    }
}
