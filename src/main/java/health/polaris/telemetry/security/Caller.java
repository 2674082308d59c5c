package health.polaris.telemetry.security;

import java.security.Principal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who calls, as a verified token says.
 *
 * @param metadata the token's ids: {@code patient_id, clinician_id, device_id, system_id} and others
 * @param scopes the token's scopes
 */
public record Caller(Map<String, Object> metadata, Set<String> scopes) implements Principal {
    /** The name of a caller whose token has none of the ids. */
    public static final String UNKNOWN = "unknown";

    /** The id that is written into the audit columns: the first of these that the token has. */
    @Override
    public String getName() {
        return Stream.of("patient_id", "device_id", "clinician_id", "system_id")
                .map(metadata::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Whether the token's claim of this kind is, or as a list contains, this person's id. */
    public boolean owns(Owner owner, String person) {
        Object claimed = metadata.get(owner.claim());
        return claimed instanceof Collection<?> several ? several.contains(person) : person.equals(claimed);
    }
}
