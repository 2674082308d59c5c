package health.polaris.telemetry.history;

import health.polaris.telemetry.audit.Counted;
import java.time.Instant;
import java.util.List;

/**
 * The history of a record in responses.
 *
 * @param knownSince the time before which no version is known
 * @param versions newest first
 */
public record RecordHistory<F>(Instant knownSince, List<VersionView<F>> versions) implements Counted {
    @Override
    public long records() {
        return versions.size();
    }
}
