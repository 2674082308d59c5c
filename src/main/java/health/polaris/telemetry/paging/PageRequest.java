package health.polaris.telemetry.paging;

import java.util.Optional;

/**
 * Which page of a list is asked for.
 *
 * @param limit the most records on it
 * @param after the last one of the page before; empty for the first page
 */
public record PageRequest(int limit, Optional<Position> after) {}
