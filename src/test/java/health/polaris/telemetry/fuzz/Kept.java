package health.polaris.telemetry.fuzz;

import tools.jackson.databind.JsonNode;

/**
 * A record as the service last acknowledged it.
 *
 * @param collection the template of the path it was created at
 */
record Kept(String collection, Target target, String tag, JsonNode answer) {}
