package health.polaris.telemetry.fhir.type;

/** A reference. Without an address, it names its target by an identifier or a text. */
public record Reference(String reference, String type, Identifier identifier, String display) {
    public static Reference to(String type, Identifier identifier) {
        return new Reference(null, type, identifier, null);
    }

    public static Reference named(String display) {
        return new Reference(null, null, null, display);
    }
}
