package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import java.util.Arrays;

/** Rights of callers. */
public enum Right {
    WRITE_OWN("write:gdm_telemetry"),
    READ_OWN("read:gdm_telemetry"),
    READ_ALL("read:gdm_telemetry_all"),
    /** Reads who accessed which data. */
    AUDIT("read:gdm_telemetry_audit"),
    /** Erases people, and protects them from erasure. */
    ERASE("erase:gdm_telemetry"),
    /** A service of the platform, identified by its {@code system_id}. */
    SYSTEM("");

    private final String scope;

    Right(String scope) {
        this.scope = scope;
    }

    /** Whether the right extends only to records of the caller. */
    boolean isOfOwner() {
        return this == WRITE_OWN || this == READ_OWN;
    }

    /** Whether the caller has any right that extends beyond its own records. */
    static boolean hasRightToOthers(Caller caller) {
        return Arrays.stream(values()).anyMatch(right -> !right.isOfOwner() && right.isGrantedTo(caller));
    }

    /** Whether the caller has the right, regardless of whose records are requested. */
    boolean isGrantedTo(Caller caller) {
        return this == SYSTEM ? caller.isSystem() : caller.getGroups().contains(scope);
    }
}
