package health.polaris.telemetry.meter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;

/**
 * A meter that a patient paired, and the result of its verification. Unknown keys are ignored, as in the original
 * service. Responses have manufacturer, model and firmware only if they are known, because the original has no such fields.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BloodGlucoseMeterFields(
        @NotNull(groups = OnCreate.class) @Text(max = 36) String mobileId,
        @NotNull(groups = OnCreate.class) @Text String serialNumber,
        @Text String appProduct,
        @Text String appVersion,
        OffsetDateTime dateVerified,
        Boolean isBgValueCorrect,

        @DecimalMin(value = "-1.7976931348623157E308", message = FINITE)
        @DecimalMax(value = "1.7976931348623157E308", message = FINITE)
        Double bloodGlucoseValue,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Text String manufacturer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Text String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Text String firmwareVersion) {
    private static final String FINITE = "must be within the range of a 64-bit floating-point number";
}
