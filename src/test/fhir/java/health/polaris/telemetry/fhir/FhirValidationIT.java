package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses are valid by the base specification of FHIR R4, as HAPI FHIR checks it. */
@Tag("fhir")
class FhirValidationIT extends Contract {
    private static final FhirValidator VALIDATOR = validator();

    private final String person = TestFleet.person();
    private final Client support = TestFleet.support();
    private final Client auditor = Client.bearing(Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit"));
    private final Client officer = Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"));

    private static FhirValidator validator() {
        FhirContext context = FhirContext.forR4();
        return context.newValidator()
                .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                        new DefaultProfileValidationSupport(context),
                        new InMemoryTerminologyServerValidationSupport(context),
                        new CommonCodeSystemsTerminologyService(context))));
    }

    /** The validator finds errors. */
    @Test
    void validatorFindsErrors() {
        assertThat(errors("{\"resourceType\": \"Device\", \"status\": \"new\", \"colour\": \"red\"}"))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void devicesAreValid(RecordKind kind) {
        String id = Devices.store(kind, person, kind.body());

        assertValid(support.get(Devices.PATH + "/" + id));
        assertValid(support.get(Devices.PATH + "?_id=" + id));
        assertValid(support.get(Devices.PATH + "?_id=" + id + "&unknown=1&_summary=false"));
        assertValid(support.get(Devices.PATH + "?_id=" + id + "&_count=0"));
    }

    /** Texts from apps may contain anything. */
    @Test
    void devicesWithOddTextsAreValid() {
        String id = Devices.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                RecordKind.PATIENT_INSTALLATION
                        .body()
                        .with("unique_device_code", " ")
                        .with("manufacturer", "")
                        .with("model", " \u0001x\u2028\n")
                        .with("display_name", "<b>&\"'")
                        .with("phone_os", "")
                        .with("app_product", " ")
                        .with("date_first_launched", "2562-01-01T00:00:00Z"));

        assertValid(support.get(Devices.PATH + "/" + id));
    }

    @ParameterizedTest
    @EnumSource
    void historiesAreValid(RecordKind kind) {
        String id = Devices.store(kind, person, kind.body());
        Devices.owner(kind, person).patch(kind.path(person) + "/" + Devices.uuid(id), "{\"app_version\": \"2\"}");

        assertValid(support.get(Devices.PATH + "/" + id + "/_history"));
    }

    /** Events of each action, allowed and denied, about a patient, a clinician and many people. */
    @Test
    void auditEventsAreValid() {
        String id = Devices.store(RecordKind.PATIENT_INSTALLATION, person, RecordKind.PATIENT_INSTALLATION.body());
        support.with("X-Client", "desk").get(Devices.PATH + "/" + id);
        support.get(Devices.PATH + "/" + id + "/_history");
        support.get(Devices.PATH + "?_count=1");
        support.get("/dhos/v1/clinician/" + person + "/installation");
        support.with("Accept", "text/csv").get("/dhos/v1/installation?patient_id=" + person);
        auditor.get("/dhos/v1/patient/" + person + "/installation");
        auditor.get("/fhir/AuditEvent?patient=" + person);
        officer.send("PUT", "/dhos/v1/patient/" + person + "/hold", "{\"reason\": \"court\"}");

        Answer events = auditor.get("/fhir/AuditEvent?_count=20");

        assertThat(events.json().get("entry").size()).isGreaterThan(7);
        assertValid(events);
    }

    @Test
    void capabilitiesAreValid() {
        assertValid(Client.anonymous().get("/fhir/metadata"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/Patient", "/fhir/Device", "/fhir/Device?_format=xml"})
    void outcomesAreValid(String path) {
        Answer outcome = Client.anonymous().get(path);

        assertThat(outcome.status()).isGreaterThan(400);
        assertThat(errors(outcome.text())).isEmpty();
    }

    private static void assertValid(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(errors(answer.text())).as(answer.text()).isEmpty();
    }

    private static List<String> errors(String resource) {
        return VALIDATOR.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(FhirValidationIT::text)
                .toList();
    }

    private static String text(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }
}
