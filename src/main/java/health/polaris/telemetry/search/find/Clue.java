package health.polaris.telemetry.search.find;

import health.polaris.telemetry.query.TextColumn;
import health.polaris.telemetry.search.Searchable;
import java.util.List;

/**
 * What a text can be.
 *
 * @param label the name in responses
 * @param name the column
 * @param kinds the kinds of records that have the column
 */
record Clue(String label, String name, List<Searchable> kinds) {
    private static final List<Searchable> METERS = List.of(Searchable.METER);

    /** In the order of responses. */
    static final List<Clue> ALL = List.of(
            new Clue("patient_id", "patient_id", List.of(Searchable.PATIENT, Searchable.METER)),
            new Clue("clinician_id", "clinician_id", List.of(Searchable.CLINICIAN)),
            new Clue("unique_device_code", "unique_device_code", Searchable.INSTALLATIONS),
            new Clue("serial_number", "serial_number", METERS),
            new Clue("mobile_id", "mobile_id", METERS),
            new Clue("installation", "uuid", Searchable.INSTALLATIONS),
            new Clue("blood_glucose_meter", "uuid", METERS));

    boolean isPerson() {
        return kinds.get(0).owner().equals(name);
    }

    /** The column, whose texts are compared without case and surrounding white space. */
    TextColumn column(Searchable kind) {
        return kind.texts().getOrDefault(name, TextColumn.ignoringCase(name)).asIndexed();
    }
}
