package health.polaris.telemetry.fhir;

import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.settings.FhirSettings;
import java.util.List;
import java.util.Optional;

/** The parameters with the platform's id of a patient, as a reference or as an identifier. */
public final class PatientParameter {
    private static final String PATIENT = "patient";
    private static final String REFERENCE = "Patient/";

    public static final List<String> NAMES = List.of(PATIENT, "patient:identifier", "patient.identifier");

    private PatientParameter() {}

    /**
     * Reads the patient.
     *
     * @throws ProblemException with 400 for several parameters, or for an identifier of another system
     */
    public static Optional<Identified> of(SearchParameters parameters, FhirSettings settings) {
        List<String> names = NAMES.stream().filter(parameters::has).toList();
        if (names.size() > 1) {
            throw ProblemException.badRequest(String.join(", ", names) + ": send only one of these.");
        }
        return names.stream().findFirst().map(name -> {
            String value = parameters.single(name).orElseThrow();
            String id = name.equals(PATIENT) ? logicalId(value) : id(name, value, settings);
            return new Identified(Person.of(Owner.PATIENT, id), name);
        });
    }

    /** The id in a reference such as {@code Patient/1}, in an address that ends so, or alone. */
    private static String logicalId(String reference) {
        int start = reference.lastIndexOf(REFERENCE);
        return start < 0 ? reference : reference.substring(start + REFERENCE.length());
    }

    private static String id(String name, String text, FhirSettings settings) {
        Token token = Token.of(text);
        if (!token.isOf(settings.patientSystem())) {
            throw ProblemException.badRequest(name + ": "
                    + settings.patientSystem()
                            .map(system -> "the system must be " + system + ".")
                            .orElse("must have no system."));
        }
        return token.value();
    }
}
