package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;

/**
 * What became of a request, as its client sees it.
 *
 * @param answer what the service answered, if its answer arrived
 * @param sent whether the request may have reached it
 */
record Outcome(Optional<Answer> answer, boolean sent) {
    static Outcome of(Answer answer) {
        return new Outcome(Optional.of(answer), true);
    }

    static Outcome lost(IOException fault) {
        return new Outcome(Optional.empty(), !(fault instanceof ConnectException));
    }

    boolean isAcknowledged() {
        return answer.filter(given -> given.status() == 200 || given.status() == 201)
                .isPresent();
    }

    /** Refused with an error that says what to do: try again, and when. */
    boolean isClearRefusal() {
        return answer.filter(given -> given.status() == 503
                        && given.header("Content-Type").equals("application/problem+json")
                        && given.header("Retry-After").matches("[1-9][0-9]*"))
                .isPresent();
    }

    boolean isUnknown() {
        return answer.isEmpty() && sent;
    }

    /** No node took the connection. */
    boolean isUnsent() {
        return answer.isEmpty() && !sent;
    }
}
