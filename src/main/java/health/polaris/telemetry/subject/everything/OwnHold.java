package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.subject.hold.HoldView;
import java.time.OffsetDateTime;

/** A legal hold in the answer to the person, without the officer. */
record OwnHold(String reason, OffsetDateTime time) {
    static OwnHold of(HoldView hold) {
        return new OwnHold(hold.reason(), hold.time());
    }
}
