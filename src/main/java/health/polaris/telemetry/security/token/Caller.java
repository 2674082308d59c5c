package health.polaris.telemetry.security.token;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of a request, as a verified token describes it. */
public final class Caller implements JsonWebToken {
    /** Somebody without a token, who owns nothing and may nothing. */
    public static final Caller NOBODY = new Caller(Map.of(), Map.of(), Set.of());

    private static final List<String> NAMING = List.of("patient_id", "device_id", "clinician_id", "system_id");

    /** As the original wrote a list of plain ids into a column. */
    private static final Collector<CharSequence, ?, String> IN_BRACES = Collectors.joining(",", "{", "}");

    private static final String UNKNOWN = "unknown";

    private final Map<String, Object> claims;
    private final Map<String, Object> metadata;
    private final Set<String> scopes;

    /**
     * A caller.
     *
     * @param claims all claims of the token
     * @param metadata those of its ids: {@code patient_id, clinician_id, device_id, system_id} and others
     * @param scopes what it is allowed
     */
    Caller(Map<String, Object> claims, Map<String, Object> metadata, Set<String> scopes) {
        this.claims = claims;
        this.metadata = metadata;
        this.scopes = scopes;
    }

    /** The id that is written into the audit columns: the first of the four that the token has; several in braces. */
    @Override
    public String getName() {
        for (String claim : NAMING) {
            Object id = metadata.get(claim);
            if (isStorable(id)) {
                return (String) id;
            }
            if (id instanceof Collection<?> several && several.stream().allMatch(Caller::isStorable)) {
                return several.stream().map(String.class::cast).collect(IN_BRACES);
            }
        }
        return UNKNOWN;
    }

    /** What tells this caller from all others: the issuer and its subject, or the name if the token has no subject. */
    public String identity() {
        return getIssuer() + " " + (claims.get("sub") == null ? getName() : claims.get("sub"));
    }

    /** Not every text of a token can be kept in a database. */
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

    /** Null when the token has no such claim, as MicroProfile JWT has it. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is MicroProfile JWT's
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }

    /** The scopes, which are what MicroProfile JWT calls groups. */
    @Override
    public Set<String> getGroups() {
        return scopes;
    }

    /** Whether this claim of the token is the id of the person, or a list that contains it. */
    public boolean owns(String claim, String person) {
        Object claimed = metadata.get(claim);
        return claimed instanceof Collection<?> several ? several.contains(person) : person.equals(claimed);
    }

    /** Whether this is a service of the platform. */
    public boolean isSystem() {
        return metadata.get("system_id") instanceof String id && !id.isBlank();
    }
}
