package health.polaris.telemetry.subject.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/**
 * Proof of an erasure, without the id of the person.
 *
 * @param personHash salted SHA-256 of kind and id, in hexadecimal digits
 * @param counts the erased rows by table
 * @param ended when the person was allowed to have records again; null, and absent in JSON, if never
 */
public record ErasureReceipt(
        @NotNull UUID id,
        @NotNull OffsetDateTime time,

        @NotNull @Pattern(regexp = "patient|clinician", message = "must be patient or clinician")
        String personKind,

        @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "must have 64 hexadecimal digits")
        String personHash,

        @NotNull @Pattern(regexp = ErasureRequest.MODES, message = ErasureRequest.MODES_EXPECTED)
        String mode,

        @NotNull @Text String reason,
        @NotNull @Text String erasedBy,
        @NotNull Map<String, Long> counts,
        @JsonInclude(JsonInclude.Include.NON_NULL) OffsetDateTime ended) {}
