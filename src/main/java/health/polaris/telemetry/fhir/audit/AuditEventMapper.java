package health.polaris.telemetry.fhir.audit;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.fhir.FhirText;
import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import health.polaris.telemetry.fhir.type.Identifier;
import health.polaris.telemetry.fhir.type.Meta;
import health.polaris.telemetry.fhir.type.Reference;
import health.polaris.telemetry.security.access.Outcome;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.settings.FhirSettings;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Converts access events into audit events. */
@ApplicationScoped
public class AuditEventMapper {
    private static final String SERVER = "Polaris Telemetry";
    private static final String UNKNOWN = "unknown";
    private static final String SUCCESS = "0";

    /** The request was rejected. */
    private static final String FAILURE = "4";

    private FhirSettings settings;

    @Inject
    void read(Settings all) {
        settings = all.fhir();
    }

    AuditEvent event(AccessEventView event, String address) {
        Action action = EventCodes.action(event.action());
        boolean allowed = event.outcome().equals(Outcome.ALLOWED.label());
        return new AuditEvent(
                "AuditEvent",
                event.id(),
                new Meta(null, event.time()),
                EventCodes.REST,
                List.of(EventCodes.interaction(action)),
                EventCodes.code(action),
                event.time(),
                allowed ? SUCCESS : FAILURE,
                agents(event, isQuery(action), address),
                new AuditEvent.Source(Reference.named(SERVER), List.of(EventCodes.APPLICATION_SERVER)),
                entities(event, action));
    }

    private static boolean isQuery(Action action) {
        return EventCodes.code(action).equals("E");
    }

    /** The client sends a query, and receives what it reads. */
    private static List<AuditEvent.Agent> agents(AccessEventView event, boolean query, String address) {
        CodeableConcept client = query ? EventCodes.SOURCE : EventCodes.DESTINATION;
        CodeableConcept server = query ? EventCodes.DESTINATION : EventCodes.SOURCE;
        String subject = FhirText.of(event.subject());
        String caller = Objects.requireNonNullElse(FhirText.of(event.caller()), UNKNOWN);
        Identifier user = subject == null
                ? Identifier.of(Optional.empty(), caller)
                : Identifier.of(Optional.ofNullable(FhirText.of(event.issuer())), subject);
        String app = Objects.requireNonNullElse(FhirText.of(event.client()), UNKNOWN);
        return List.of(
                new AuditEvent.Agent(client, Reference.named(app), null, false, null),
                new AuditEvent.Agent(
                        server, Reference.named(SERVER), null, false, new AuditEvent.Network(address, "5")),
                new AuditEvent.Agent(EventCodes.USER, Reference.to(null, user), caller, true, null));
    }

    private List<AuditEvent.Entity> entities(AccessEventView event, Action action) {
        List<AuditEvent.Entity> entities = new ArrayList<>();
        if (!event.personId().isEmpty()) {
            entities.add(person(event));
        }
        List<AuditEvent.Detail> records = event.records() == null
                ? List.of()
                : List.of(new AuditEvent.Detail("records", Long.toString(event.records())));
        entities.add(
                isQuery(action)
                        ? new AuditEvent.Entity(
                                null,
                                EventCodes.SYSTEM_OBJECT,
                                EventCodes.QUERY,
                                event.question(),
                                Base64.getEncoder()
                                        .encodeToString(event.question().getBytes(StandardCharsets.UTF_8)),
                                records)
                        : new AuditEvent.Entity(
                                Reference.named(event.question()),
                                EventCodes.SYSTEM_OBJECT,
                                EventCodes.DATA,
                                null,
                                null,
                                records));
        if (!event.requestId().isEmpty()) {
            entities.add(new AuditEvent.Entity(
                    Reference.to(null, Identifier.of(Optional.empty(), event.requestId())),
                    EventCodes.REQUEST_ID,
                    null,
                    null,
                    null,
                    List.of()));
        }
        return entities;
    }

    private AuditEvent.Entity person(AccessEventView event) {
        if (event.personKind().equals(Owner.PATIENT.label())) {
            return person("Patient", settings.patientSystem(), event, EventCodes.PATIENT);
        }
        return event.personKind().equals(Owner.CLINICIAN.label())
                ? person("Practitioner", settings.clinicianSystem(), event, EventCodes.PROVIDER)
                : person(null, Optional.empty(), event, null);
    }

    /**
     * A person.
     *
     * @param type the kind of the person; null if it is unknown
     * @param role null if the kind is unknown
     */
    private static AuditEvent.Entity person(String type, Optional<String> system, AccessEventView event, Coding role) {
        Reference person = Reference.to(type, Identifier.of(system, event.personId()));
        return new AuditEvent.Entity(person, EventCodes.PERSON, role, null, null, List.of());
    }
}
