package health.polaris.telemetry.fhir.capability;

import health.polaris.telemetry.fhir.Fhir;
import health.polaris.telemetry.fhir.FhirAddress;
import health.polaris.telemetry.fhir.FhirEntity;
import health.polaris.telemetry.fhir.capability.CapabilityStatement.Interaction;
import health.polaris.telemetry.fhir.capability.CapabilityStatement.Parameter;
import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The capability statement, without a token. */
@ApplicationScoped
@Fhir
@PermitAll
@Path("/fhir/metadata")
public class MetadataResource {
    /** The day of the last change to the statement. */
    private static final String DATE = "2026-11-30";

    private static final String DEFINITIONS = "http://hl7.org/fhir/SearchParameter/";
    private static final String TOKEN = "token";
    private static final String STRING = "string";
    private static final String DAY = "date";

    @Inject
    Settings settings;

    @Inject
    FhirAddress address;

    @GET
    public FhirEntity metadata(@Context UriInfo uri) {
        return FhirEntity.of(new CapabilityStatement(
                "CapabilityStatement",
                "active",
                DATE,
                "instance",
                new CapabilityStatement.Software("Polaris Telemetry"),
                new CapabilityStatement.Implementation(
                        "Read-only view of a registry of installations and blood glucose meters", address.base(uri)),
                "4.0.1",
                List.of("json", "application/fhir+json"),
                List.of(new CapabilityStatement.Rest("server", security(), List.of(device(), auditEvent())))));
    }

    private CapabilityStatement.Security security() {
        String text = "Bearer tokens (RFC 6750)";
        return settings.provider().isEmpty()
                ? new CapabilityStatement.Security(List.of(), text)
                : new CapabilityStatement.Security(
                        List.of(CodeableConcept.of(new Coding(
                                "http://terminology.hl7.org/CodeSystem/restful-security-service",
                                "SMART-on-FHIR",
                                "SMART-on-FHIR"))),
                        text + ", also with scopes of SMART App Launch 2");
    }

    private static CapabilityStatement.Resource device() {
        return new CapabilityStatement.Resource(
                "Device",
                Interaction.of("read", "vread", "history-instance", "search-type"),
                "versioned",
                List.of(
                        new Parameter("_id", DEFINITIONS + "Resource-id", TOKEN, null),
                        new Parameter("_lastUpdated", DEFINITIONS + "Resource-lastUpdated", DAY, null),
                        new Parameter(
                                "patient",
                                DEFINITIONS + "Device-patient",
                                "reference",
                                "The platform's id of the patient; also patient:identifier and patient.identifier"),
                        new Parameter("identifier", DEFINITIONS + "Device-identifier", TOKEN, null),
                        new Parameter("type", DEFINITIONS + "Device-type", TOKEN, null),
                        new Parameter("manufacturer", DEFINITIONS + "Device-manufacturer", STRING, null),
                        new Parameter("model", DEFINITIONS + "Device-model", STRING, null)));
    }

    private static CapabilityStatement.Resource auditEvent() {
        return new CapabilityStatement.Resource(
                "AuditEvent",
                Interaction.of("read", "search-type"),
                "no-version",
                List.of(
                        new Parameter("_id", DEFINITIONS + "Resource-id", TOKEN, null),
                        new Parameter(
                                "patient",
                                DEFINITIONS + "AuditEvent-patient",
                                "reference",
                                "The platform's id of the patient; also patient:identifier and patient.identifier"),
                        new Parameter("date", DEFINITIONS + "AuditEvent-date", DAY, null),
                        new Parameter(
                                "agent",
                                DEFINITIONS + "AuditEvent-agent",
                                "reference",
                                "The id of the caller, as agent:identifier or agent.identifier"),
                        new Parameter("action", DEFINITIONS + "AuditEvent-action", TOKEN, null)));
    }
}
