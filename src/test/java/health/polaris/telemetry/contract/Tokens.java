package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.Jwt;
import java.time.Instant;

/** Tokens of the platform that the service under test trusts. */
public final class Tokens {
    /** The scopes of an app. The platform appends a space. */
    public static final String OWN = "read:gdm_telemetry write:gdm_telemetry ";

    private static final String PLATFORM = System.getenv("PROXY_URL") + "/";

    private Tokens() {}

    public static Jwt patient(String id) {
        return of("patient_id", id, OWN);
    }

    public static Jwt clinician(String id) {
        return of("clinician_id", id, OWN);
    }

    /** A platform service that may read the records of all people. */
    public static Jwt system() {
        return of("system_id", "dhos-robot", "read:gdm_telemetry_all");
    }

    public static Jwt of(String claim, Object id, String scope) {
        return new Jwt()
                .key(System.getenv("HS_KEY"))
                .issuer(PLATFORM)
                .audience(PLATFORM)
                .expiry(Instant.now().plusSeconds(900))
                .scope(scope)
                .metadata(claim, id);
    }
}
