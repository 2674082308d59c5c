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
    SYSTEM(""),
    /** Reads the devices of the patient of the token. SMART App Launch 2, as the next two; only tokens of the provider have these scopes. */
    SMART_PATIENT_DEVICES("patient/Device.rs"),
    /** Reads the devices of all people. */
    SMART_ALL_DEVICES("system/Device.rs"),
    /** Reads who accessed which data. */
    SMART_AUDIT_EVENTS("user/AuditEvent.rs");

    private final String scope;

    Right(String scope) {
        this.scope = scope;
    }

    /** Whether the right extends only to records of the caller. */
    boolean isOfOwner() {
        return this == WRITE_OWN || this == READ_OWN || this == SMART_PATIENT_DEVICES;
    }

    /** Whether the caller has any right that extends beyond its own records. */
    static boolean hasRightToOthers(Caller caller) {
        return Arrays.stream(values()).anyMatch(right -> !right.isOfOwner() && right.isGrantedTo(caller));
    }

    /** Whether the caller has the right, regardless of whose records are requested. */
    public boolean isGrantedTo(Caller caller) {
        return this == SYSTEM ? caller.isSystem() : caller.getGroups().contains(scope);
    }
}
