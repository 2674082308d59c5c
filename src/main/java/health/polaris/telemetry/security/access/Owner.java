package health.polaris.telemetry.security.access;

/** Whose records a path is about; the name of the claim, of the path's person and of the answer's key. */
public enum Owner {
    PATIENT("patient_id"),
    CLINICIAN("clinician_id");

    private final String claim;

    Owner(String claim) {
        this.claim = claim;
    }

    public String claim() {
        return claim;
    }
}
