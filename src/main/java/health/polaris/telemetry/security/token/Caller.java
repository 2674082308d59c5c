package health.polaris.telemetry.security.token;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of a request, as described by a verified token. */
public final class Caller implements JsonWebToken {
    /** A caller without a token: owns nothing, has no rights. */
    public static final Caller NOBODY = new Caller(Map.of(), Map.of(), Set.of());

    private static final List<String> ID_CLAIMS = List.of("patient_id", "device_id", "clinician_id", "system_id");

    /** Format of the original service for a list of ids. */
    private static final Collector<CharSequence, ?, String> IN_BRACES = Collectors.joining(",", "{", "}");

    private static final String UNKNOWN = "unknown";

    private final Map<String, Object> claims;
    private final Map<String, Object> metadata;
    private final Set<String> scopes;

    /**
     * Creates a caller.
     *
     * @param claims all claims of the token
     * @param metadata the claims with ids, such as {@code patient_id}
     * @param scopes the rights of the token
     */
    Caller(Map<String, Object> claims, Map<String, Object> metadata, Set<String> scopes) {
        this.claims = claims;
        this.metadata = metadata;
        this.scopes = scopes;
    }

    /**
     * The id for the audit columns: the first of the patient, device, clinician and system ids that the token has. A
     * list is formatted as {@code {a,b}}.
     */
    @Override
    public String getName() {
        for (String claim : ID_CLAIMS) {
            Object id = metadata.get(claim);
            if (isStorable(id)) {
                return (String) id;
            }
            if (id instanceof Collection<?> ids && ids.stream().allMatch(Caller::isStorable)) {
                return ids.stream().map(String.class::cast).collect(IN_BRACES);
            }
        }
        return UNKNOWN;
    }

    /** Unique identity of the caller: issuer and subject, or issuer and name without a subject. */
    public String identity() {
        return getIssuer() + " " + (claims.get("sub") == null ? getName() : claims.get("sub"));
    }

    /** Excludes text that PostgreSQL or a log line cannot hold. */
    private static boolean isStorable(Object id) {
        return id instanceof String text
                && text.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    @Override
    public Set<String> getClaimNames() {
        return Set.copyOf(claims.keySet());
    }

    /** Null if the token has no such claim, as MicroProfile JWT requires. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is MicroProfile JWT's
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }

    /** The scopes, which MicroProfile JWT calls groups. */
    @Override
    public Set<String> getGroups() {
        return scopes;
    }

    /** The ids of people in a claim: one, or several; none if it is malformed. */
    public Set<String> ids(String claim) {
        Object value = metadata.get(claim);
        Collection<?> ids = value instanceof Collection<?> several ? several : Collections.singleton(value);
        return ids.stream().noneMatch(Objects::isNull)
                ? ids.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Whether a claim is the id of a person, or a list that contains it. A list with null is malformed and owns nothing. */
    public boolean owns(String claim, String person) {
        Object value = metadata.get(claim);
        return value instanceof Collection<?> ids
                ? ids.contains(person) && ids.stream().noneMatch(Objects::isNull)
                : person != null && person.equals(value);
    }

    /** Whether the caller is a service of the platform. */
    public boolean isSystem() {
        return metadata.get("system_id") instanceof String id && !id.isBlank();
    }
}
