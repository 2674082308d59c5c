package health.polaris.telemetry.security.access;

import java.util.Locale;

/** The kind of person that owns records, with the name of the claim, path parameter and JSON key. */
public enum Owner {
    PATIENT("patient_id"),
    CLINICIAN("clinician_id");

    /** The path parameter with the id of the person. */
    public static final String ID = "owner_id";

    private final String claim;

    Owner(String claim) {
        this.claim = claim;
    }

    public String claim() {
        return claim;
    }

    /** The name of the kind in responses. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
