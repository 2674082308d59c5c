package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * The body of a request for an erasure.
 *
 * @param mode {@value #ERASE} removes all data; {@value #ANONYMISE} keeps them under a new random person
 */
public record ErasureRequest(
        @NotNull(groups = OnCreate.class) @NotBlank(message = "must not be blank") @Text
        String reason,

        @NotNull(groups = OnCreate.class) @Pattern(regexp = MODES, message = MODES_EXPECTED)
        String mode) {
    static final String ERASE = "erase";
    static final String ANONYMISE = "anonymise";
    static final String MODES = ERASE + "|" + ANONYMISE;
    static final String MODES_EXPECTED = "must be erase or anonymise";
}
