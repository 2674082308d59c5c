package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people whose records a caller may read by a restricted operation: all, or those whom the token identifies.
 *
 * @param all whether the caller may read the records of all people
 * @param own the ids of the people whom the token identifies, as far as a right extends to them
 */
public record ReadablePeople(boolean all, Map<Owner, Set<String>> own) {
    private static final String PROPERTY = ReadablePeople.class.getName();

    /** The claim of SMART App Launch with the patient. It has a meaning only for scopes of SMART. */
    private static final String SMART_PATIENT = "patient";

    static ReadablePeople of(Caller caller, Collection<Right> rights, boolean all) {
        Map<Owner, Set<String>> own = new EnumMap<>(Owner.class);
        Arrays.stream(Owner.values()).forEach(kind -> own.put(kind, new HashSet<>()));
        if (rights.contains(Right.READ_OWN) && Right.READ_OWN.isGrantedTo(caller)) {
            own.forEach((kind, ids) -> ids.addAll(caller.ids(kind.claim())));
        }
        if (rights.contains(Right.SMART_PATIENT_DEVICES) && Right.SMART_PATIENT_DEVICES.isGrantedTo(caller)) {
            own.get(Owner.PATIENT).addAll(smartPatients(caller));
        }
        return new ReadablePeople(all, own);
    }

    private static Set<String> smartPatients(Caller caller) {
        Object patient = caller.getClaim(SMART_PATIENT);
        if (patient == null) {
            return caller.ids(Owner.PATIENT.claim());
        }
        return patient instanceof String id ? Set.of(id) : Set.of();
    }

    /** The people whose records the caller of the current request may read; nobody if the operation is not restricted. */
    public static ReadablePeople of(HttpServletRequest request) {
        return request.getAttribute(PROPERTY) instanceof ReadablePeople people
                ? people
                : new ReadablePeople(false, Map.of());
    }

    void set(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    boolean isNobody() {
        return !all && own.values().stream().allMatch(Set::isEmpty);
    }

    public boolean include(Owner kind, String id) {
        return all || ids(kind).contains(id);
    }

    /** The ids of the people of a kind whom the token identifies. */
    public List<String> ids(Owner kind) {
        return own.getOrDefault(kind, Set.of()).stream().sorted().toList();
    }
}
