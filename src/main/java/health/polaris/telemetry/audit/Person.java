package health.polaris.telemetry.audit;

import health.polaris.telemetry.security.access.Owner;

/**
 * A person whose data were requested.
 *
 * @param kind {@code patient} or {@code clinician}; empty if the request does not say
 */
public record Person(String kind, String id) {
    /** The query parameter with the id of a person of any kind. */
    public static final String PARAMETER = "person";

    public static Person of(Owner kind, String id) {
        return new Person(kind.label(), id);
    }
}
