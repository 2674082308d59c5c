package health.polaris.telemetry.security.access;

/** The kind of person that owns records, with the name of the claim, path parameter and JSON key. */
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
