package health.polaris.telemetry.fhir;

import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.audit.Person;
import java.util.Optional;
import java.util.Set;

/**
 * A response of the FHIR interface before it is serialized.
 *
 * @param resource the resource
 * @param version its version; empty for a resource without versions
 * @param records the number of records in it
 * @param identified the person whom the request is about
 * @param ignoredParameters the parameters that had no effect
 */
public record FhirEntity(
        Object resource,
        Optional<String> version,
        long records,
        Optional<Identified> identified,
        Set<String> ignoredParameters)
        implements Counted, Identified.Response {
    /** A resource that is not about people. */
    public static FhirEntity of(Object resource) {
        return new FhirEntity(resource, Optional.empty(), 0, Optional.empty(), Set.of());
    }

    /** A resource about one person, which the path identifies. */
    public static FhirEntity of(Object resource, Optional<String> version, long records, Person person) {
        return new FhirEntity(resource, version, records, Optional.of(new Identified(person, "")), Set.of());
    }
}
