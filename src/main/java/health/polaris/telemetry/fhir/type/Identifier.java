package health.polaris.telemetry.fhir.type;

import java.util.Optional;

/** An identifier. */
public record Identifier(CodeableConcept type, String system, String value) {
    public static Identifier of(Optional<String> system, String value) {
        return new Identifier(null, system.orElse(null), value);
    }

    /** The same identifier with a type. */
    public Identifier with(CodeableConcept other) {
        return new Identifier(other, system, value);
    }
}
