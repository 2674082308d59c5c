package health.polaris.telemetry.installation;

import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.OnUpdate;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.OffsetDateTime;

/** An installation on a clinician's desktop. The IP address is stored as received, even if it is malformed. */
public record ClinicianInstallationFields(
        @NotNull(groups = OnCreate.class) @Null(groups = OnUpdate.class, message = "cannot be changed") @Text
        String uniqueDeviceCode,

        @NotNull(groups = OnCreate.class) OffsetDateTime dateFirstUsed,
        @NotNull(groups = OnCreate.class) @Text String appProduct,
        @NotNull(groups = OnCreate.class) @Text String appVersion,
        @NotNull(groups = OnCreate.class) @Text String desktopOs,
        @NotNull(groups = OnCreate.class) @Text String desktopOsVersion,
        @NotNull(groups = OnCreate.class) @Text String ipAddress) {}
