package health.polaris.telemetry.installation;

import health.polaris.telemetry.record.Change;
import health.polaris.telemetry.record.Creation;
import health.polaris.telemetry.record.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.OffsetDateTime;

/** An installation on a patient's phone: each field's name, type, limits, and whether it is required and can change. */
public record PatientInstallationFields(
        @NotNull(groups = Creation.class) @Null(groups = Change.class, message = "cannot be changed") @Text
        String uniqueDeviceCode,

        @NotNull(groups = Creation.class) OffsetDateTime dateFirstLaunched,
        @NotNull(groups = Creation.class) @Text String appProduct,
        @NotNull(groups = Creation.class) @Text String appVersion,
        @NotNull(groups = Creation.class) @Text String phoneOs,
        @NotNull(groups = Creation.class) @Text String phoneOsVersion,
        @NotNull(groups = Creation.class) @Text String manufacturer,
        @NotNull(groups = Creation.class) @Text String model,
        @NotNull(groups = Creation.class) @Text String displayName) {}
