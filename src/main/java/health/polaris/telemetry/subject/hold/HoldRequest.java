package health.polaris.telemetry.subject.hold;

import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** The body of a request for a legal hold. */
public record HoldRequest(
        @NotNull(groups = OnCreate.class) @NotBlank(message = "must not be blank") @Text
        String reason) {}
