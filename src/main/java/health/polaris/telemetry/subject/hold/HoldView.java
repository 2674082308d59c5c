package health.polaris.telemetry.subject.hold;

import java.time.OffsetDateTime;

/** A legal hold in responses. */
public record HoldView(String personKind, String personId, String reason, OffsetDateTime time, String heldBy) {}
