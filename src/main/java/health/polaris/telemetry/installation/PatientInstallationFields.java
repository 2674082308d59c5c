package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.OnUpdate;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.OffsetDateTime;

/**
 * An installation on a patient's phone. Declares the name, type and limits of each field, and whether it is required or
 * can change.
 */
public record PatientInstallationFields(
        @NotNull(groups = OnCreate.class) @Null(groups = OnUpdate.class, message = "cannot be changed") @Text
        String uniqueDeviceCode,

        @NotNull(groups = OnCreate.class) OffsetDateTime dateFirstLaunched,
        @NotNull(groups = OnCreate.class) @Text String appProduct,
        @NotNull(groups = OnCreate.class) @Text String appVersion,
        @NotNull(groups = OnCreate.class) @Text String phoneOs,
        @NotNull(groups = OnCreate.class) @Text String phoneOsVersion,
        @NotNull(groups = OnCreate.class) @Text String manufacturer,
        @NotNull(groups = OnCreate.class) @Text String model,
        @NotNull(groups = OnCreate.class) @Text String displayName) {}
