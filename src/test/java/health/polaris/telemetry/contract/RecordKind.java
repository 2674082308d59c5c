package health.polaris.telemetry.contract;

/** The three kinds of records and their differences in the API. */
public enum RecordKind {
    PATIENT_INSTALLATION("patient", "installation", 200),
    CLINICIAN_INSTALLATION("clinician", "installation", 200),
    BLOOD_GLUCOSE_METER("patient", "blood_glucose_meter", 201);

    private final String owner;
    private final String collection;
    private final int created;

    RecordKind(String owner, String collection, int created) {
        this.owner = owner;
        this.collection = collection;
        this.created = created;
    }

    /** The path of a person's records of this kind. */
    public String path(String person) {
        return "/dhos/v1/" + owner + "/" + person + "/" + collection;
    }

    /** The token claim and response key with the owner's id. */
    public String claim() {
        return owner + "_id";
    }

    /** The table of this kind. */
    public String table() {
        return switch (this) {
            case PATIENT_INSTALLATION -> "mobile";
            case CLINICIAN_INSTALLATION -> "desktop";
            case BLOOD_GLUCOSE_METER -> "blood_glucose_meter";
        };
    }

    /** The path of the search across people. */
    public String search() {
        return "/dhos/v1/" + collection;
    }

    public int created() {
        return created;
    }

    public boolean changeable(String key) {
        return this == BLOOD_GLUCOSE_METER || !key.equals("unique_device_code");
    }

    /** A complete request body. */
    public Body body() {
        return switch (this) {
            case PATIENT_INSTALLATION -> Body.patientInstallation();
            case CLINICIAN_INSTALLATION -> Body.clinicianInstallation();
            case BLOOD_GLUCOSE_METER -> Body.bloodGlucoseMeter();
        };
    }
}
