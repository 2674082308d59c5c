package health.polaris.telemetry.installation;

import health.polaris.telemetry.record.Change;
import health.polaris.telemetry.record.Creation;
import health.polaris.telemetry.record.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import java.time.OffsetDateTime;

/** An installation on a clinician's desktop. The address is kept as it was sent, valid or not. */
public record ClinicianInstallationFields(
        @NotNull(groups = Creation.class) @Null(groups = Change.class, message = "cannot be changed") @Text
        String uniqueDeviceCode,

        @NotNull(groups = Creation.class) OffsetDateTime dateFirstUsed,
        @NotNull(groups = Creation.class) @Text String appProduct,
        @NotNull(groups = Creation.class) @Text String appVersion,
        @NotNull(groups = Creation.class) @Text String desktopOs,
        @NotNull(groups = Creation.class) @Text String desktopOsVersion,
        @NotNull(groups = Creation.class) @Text String ipAddress) {}
