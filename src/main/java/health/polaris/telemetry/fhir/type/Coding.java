package health.polaris.telemetry.fhir.type;

/** A code of a code system. */
public record Coding(String system, String code, String display) {}
