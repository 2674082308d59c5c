package health.polaris.telemetry.settings;

import java.time.Duration;

/**
 * Settings of searches, figures and exports.
 *
 * @param connections size of the connection pool
 * @param timeout statement time-out of the database; configured in the server
 * @param exports connections that exports may use
 * @param ownExports connections that people's requests for everything about themselves may use; other queries have the rest
 * @param exportTimeout time limit of an export
 * @param minCount smallest number of people that is reported; smaller ones except 0 are suppressed
 */
public record Fleet(
        int connections, Duration timeout, int exports, int ownExports, Duration exportTimeout, int minCount) {
    /** Connections for searches and figures. */
    public int queries() {
        return connections - exports - ownExports;
    }
}
