package health.polaris.telemetry.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds on what one request, one caller and one person can cost.
 *
 * @param textLength the most characters of a text field that has no lower limit of its own
 * @param bodyBytes the most bytes of a request body
 * @param bodyTimeout how long a request body may take to arrive
 * @param recordsPerPerson the most records of one kind that one person may have
 * @param requestsPerMinute the most requests of one caller in a minute; unlimited if empty
 * @param refusedTokensPerMinute the most refused tokens from one address in a minute; unlimited if empty
 */
public record Limits(
        int textLength,
        int bodyBytes,
        Duration bodyTimeout,
        int recordsPerPerson,
        Optional<Integer> requestsPerMinute,
        Optional<Integer> refusedTokensPerMinute) {}
