package health.polaris.telemetry.subject.everything;

import java.util.List;

/**
 * A part of everything that is held about a person.
 *
 * @param columns the keys of the records
 */
record Part(String name, String description, List<String> columns) {}
