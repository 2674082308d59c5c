package health.polaris.telemetry.contract;

/** The three kinds of records, which keep the same contract but for what is said here. */
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

    /** Where this kind of records of a person are. */
    public String path(String person) {
        return "/dhos/v1/" + owner + "/" + person + "/" + collection;
    }

    /** The claim of a token and the key of an answer that hold the owner's id. */
    public String claim() {
        return owner + "_id";
    }

    /** The table of the database that keeps this kind. */
    public String table() {
        return switch (this) {
            case PATIENT_INSTALLATION -> "mobile";
            case CLINICIAN_INSTALLATION -> "desktop";
            case BLOOD_GLUCOSE_METER -> "blood_glucose_meter";
        };
    }

    /** Where this kind of records of all people are searched for. */
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
