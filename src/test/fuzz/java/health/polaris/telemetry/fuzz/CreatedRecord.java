package health.polaris.telemetry.fuzz;

import tools.jackson.databind.JsonNode;

/**
 * A record as last acknowledged by the service.
 *
 * @param collection the path template of its creation
 */
record CreatedRecord(String collection, Target target, String tag, JsonNode answer) {}
