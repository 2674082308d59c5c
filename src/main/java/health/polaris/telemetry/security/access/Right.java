package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;

/** Rights of callers. */
public enum Right {
    WRITE_OWN("write:gdm_telemetry"),
    READ_OWN("read:gdm_telemetry"),
    READ_ALL("read:gdm_telemetry_all"),
    /** A service of the platform, identified by its {@code system_id}. */
    SYSTEM("");

    private final String scope;

    Right(String scope) {
        this.scope = scope;
    }

    boolean grantedTo(Caller caller, Owner owner, String person) {
        return switch (this) {
            case SYSTEM -> caller.isSystem();
            case READ_ALL -> caller.getGroups().contains(scope);
            case WRITE_OWN, READ_OWN -> caller.getGroups().contains(scope) && caller.owns(owner.claim(), person);
        };
    }
}
