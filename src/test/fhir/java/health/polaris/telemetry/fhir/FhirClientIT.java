package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the FHIR interface with the client of HAPI FHIR, as an integration engine does. */
@Tag("fhir")
class FhirClientIT extends Contract {
    private static final FhirContext CONTEXT = FhirContext.forR4();
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    private final String person = TestFleet.person();
    private final IGenericClient engine = client(Tokens.system().signed());

    private static IGenericClient client(String token) {
        IGenericClient client =
                CONTEXT.newRestfulGenericClient(Client.anonymous().base() + "/fhir");
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }

    /** The client reads the capabilities before its first request, and on demand. */
    @Test
    void capabilitiesAreRead() {
        CapabilityStatement capabilities =
                engine.capabilities().ofType(CapabilityStatement.class).execute();

        assertThat(capabilities.getRestFirstRep().getResource())
                .extracting(CapabilityStatement.CapabilityStatementRestResourceComponent::getType)
                .containsExactly("Device", "AuditEvent");
    }

    /** A patient's devices, page by page. */
    @Test
    void devicesArePagedThrough() {
        List<String> stored = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            stored.add(0, Devices.store(PHONE, person, PHONE.body()));
        }

        List<String> read = new ArrayList<>();
        Bundle page = engine.search()
                .forResource(Device.class)
                .where(new ReferenceClientParam("patient").hasId(person))
                .count(2)
                .returnBundle(Bundle.class)
                .execute();
        collect(page, read);
        while (page.getLink(Bundle.LINK_NEXT) != null) {
            page = engine.loadPage().next(page).execute();
            collect(page, read);
        }

        assertThat(read).containsExactlyElementsOf(stored);
    }

    private static void collect(Bundle page, List<String> ids) {
        page.getEntry()
                .forEach(entry -> ids.add(entry.getResource().getIdElement().getIdPart()));
    }

    /** A device, its earlier version, and its history. */
    @Test
    void versionsAreRead() {
        String id = Devices.store(PHONE, person, PHONE.body());
        Device first = engine.read().resource(Device.class).withId(id).execute();
        Client.patient(person).patch(PHONE.path(person) + "/" + Devices.uuid(id), "{\"app_version\": \"99\"}");

        Device current = engine.read().resource(Device.class).withId(id).execute();
        Device earlier = engine.read()
                .resource(Device.class)
                .withIdAndVersion(id, first.getIdElement().getVersionIdPart())
                .execute();
        Bundle history = engine.history()
                .onInstance(new IdType("Device", id))
                .returnBundle(Bundle.class)
                .execute();

        assertThat(current.getVersionFirstRep().getValue()).isEqualTo("99");
        assertThat(earlier.getVersionFirstRep().getValue())
                .isEqualTo(first.getVersionFirstRep().getValue());
        assertThat(history.getEntry()).hasSize(2);
    }

    /** An unchanged device is not sent again. */
    @Test
    void unchangedDeviceIsNotSent() {
        String id = Devices.store(PHONE, person, PHONE.body());
        Device read = engine.read().resource(Device.class).withId(id).execute();

        Device same = engine.read()
                .resource(Device.class)
                .withId(id)
                .ifVersionMatches(read.getIdElement().getVersionIdPart())
                .returnResource(read)
                .execute();

        assertThat(same).isSameAs(read);
    }

    /** A device by its identifier. */
    @Test
    void deviceIsFoundByIdentifier() {
        String id = Devices.store(PHONE, person, PHONE.body());

        Bundle found = engine.search()
                .forResource(Device.class)
                .where(new TokenClientParam("identifier")
                        .exactly()
                        .systemAndIdentifier("urn:ietf:rfc:3986", "urn:uuid:" + Devices.uuid(id)))
                .returnBundle(Bundle.class)
                .execute();

        assertThat(found.getEntryFirstRep().getResource().getIdElement().getIdPart())
                .isEqualTo(id);
    }

    /** The events of a patient. */
    @Test
    void eventsAreRead() {
        TestFleet.support().get(PHONE.path(person));
        IGenericClient auditor = client(
                Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit").signed());

        Bundle found = auditor.search()
                .forResource(AuditEvent.class)
                .where(new ReferenceClientParam("patient").hasId(person))
                .returnBundle(Bundle.class)
                .execute();

        AuditEvent event = (AuditEvent) found.getEntryFirstRep().getResource();
        assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
        assertThat(event.getAgent()).hasSize(3);
    }

    /** The client understands the errors. */
    @Test
    void errorsAreUnderstood() {
        assertThatThrownBy(() -> engine.read()
                        .resource(Device.class)
                        .withId("phone-missing")
                        .execute())
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        missing -> assertThat(((OperationOutcome) missing.getOperationOutcome())
                                        .getIssueFirstRep()
                                        .getCode())
                                .isEqualTo(OperationOutcome.IssueType.NOTFOUND));
        IGenericClient patient = client(Tokens.patient(person).signed());
        assertThatThrownBy(() -> patient.search()
                        .forResource(Device.class)
                        .where(new ReferenceClientParam("patient").hasId(TestFleet.person()))
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
    }
}
