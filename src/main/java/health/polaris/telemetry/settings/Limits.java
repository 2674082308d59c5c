package health.polaris.telemetry.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits per request, caller and person.
 *
 * @param textLength characters of a text field without a smaller limit
 * @param bodyBytes bytes of a request body
 * @param bodyTimeout time in which a request body must arrive
 * @param recordsPerPerson records of one kind per person
 * @param requestsPerMinute requests per caller; unlimited if empty
 * @param rejectedTokensPerMinute rejected tokens per address; unlimited if empty
 */
public record Limits(
        int textLength,
        int bodyBytes,
        Duration bodyTimeout,
        int recordsPerPerson,
        Optional<Integer> requestsPerMinute,
        Optional<Integer> rejectedTokensPerMinute) {}
