package health.polaris.telemetry.fhir.type;

import java.util.List;

/** A concept: codes, and a text. */
public record CodeableConcept(List<Coding> coding, String text) {
    public static CodeableConcept of(Coding... codes) {
        return new CodeableConcept(List.of(codes), null);
    }

    public static CodeableConcept ofText(String text) {
        return new CodeableConcept(List.of(), text);
    }

    /** The same codes with a text. */
    public CodeableConcept with(String other) {
        return new CodeableConcept(coding, other);
    }
}
