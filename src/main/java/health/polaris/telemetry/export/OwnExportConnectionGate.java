package health.polaris.telemetry.export;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Limits concurrent exports of people's own data, so that they take no place of other exports and searches. */
@ApplicationScoped
@Typed(OwnExportConnectionGate.class)
public class OwnExportConnectionGate extends ConnectionGate {
    private static final int RETRY_AFTER_SECONDS = 10;

    private final Set<String> people = ConcurrentHashMap.newKeySet();

    /**
     * Runs an export, one at a time for each person: a person who reads slowly takes only one place.
     *
     * @throws ProblemException with 429 if another export of the person is running; with 503 if no place is free in time
     */
    public <T> T call(String person, Supplier<T> call) {
        if (!people.add(person)) {
            throw ProblemException.tooManyRequests(
                    "Another request for the same data is being answered. Try again later.", RETRY_AFTER_SECONDS);
        }
        try {
            return call(call);
        } finally {
            people.remove(person);
        }
    }

    @Override
    protected int size() {
        return settings.fleet().ownExports();
    }

    @Override
    protected String metricPrefix() {
        return "own_export_";
    }
}
