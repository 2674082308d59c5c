package health.polaris.telemetry.paging;

import java.util.Optional;

/**
 * A request for a page of a list.
 *
 * @param limit the maximum number of records
 * @param after the position of the last record of the previous page; empty for the first page
 */
public record PageRequest(int limit, Optional<Position> after) {}
