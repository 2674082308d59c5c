package health.polaris.telemetry.audit;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.access.Outcome;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Records the accesses of requests. */
@ApplicationScoped
public class AccessEvents {
    private static final System.Logger LOG = System.getLogger(AccessEvents.class.getName());

    private static final Counter FAILURES = Counter.builder()
            .name("access_events_failed_total")
            .help("Accesses to people's data that could not be recorded; their data were not returned")
            .register();

    @EJB
    AccessLog log;

    @Inject
    ConnectionGate gate;

    @Inject
    CurrentOrigin current;

    /** Records an access of the current request. Empty if that failed. */
    Optional<AccessEvent> record(
            Action action, Optional<Person> person, String question, Optional<Long> records, Outcome outcome) {
        AccessEvent event = new AccessEvent(current.origin(), action, person, question, records, outcome);
        try {
            return Optional.of(gate.call(() -> log.record(event)));
        } catch (ProblemException overload) {
            return Optional.empty(); // no failure of the recording; the gate counts it
        } catch (RuntimeException failed) {
            FAILURES.inc();
            LOG.log(System.Logger.Level.WARNING, "An access could not be recorded: {0}", failed.toString());
            return Optional.empty();
        }
    }

    /** Adds the number of records to the event of a stream that has ended. */
    void complete(AccessEvent event, long records) {
        try {
            gate.call(() -> log.complete(event, records));
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The number of exported records could not be recorded: {0}",
                    failed.toString());
        }
    }
}
