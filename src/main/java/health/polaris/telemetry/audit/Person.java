package health.polaris.telemetry.audit;

import health.polaris.telemetry.security.access.Owner;

/** A person whose data were requested. */
public record Person(Owner kind, String id) {}
