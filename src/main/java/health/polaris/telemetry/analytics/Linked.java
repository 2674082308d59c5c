package health.polaris.telemetry.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A group of a figure with the search that lists its people or records.
 *
 * @param href the address of the search; null for a group that no search can select
 */
public record Linked<T>(
        @JsonUnwrapped T group,
        @JsonInclude(JsonInclude.Include.NON_NULL) String href) {}
