package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;

/**
 * The outcome of a request from the client's point of view.
 *
 * @param answer the response, if it arrived
 * @param sent whether the request may have reached the service
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

    /** Rejected with 503, a problem detail and Retry-After. */
    boolean isClearRejection() {
        return answer.filter(given -> given.status() == 503
                        && given.header("Content-Type").equals("application/problem+json")
                        && given.header("Retry-After").matches("[1-9][0-9]*"))
                .isPresent();
    }

    boolean isUnknown() {
        return answer.isEmpty() && sent;
    }

    /** The connection was refused. */
    boolean isUnsent() {
        return answer.isEmpty() && !sent;
    }
}
