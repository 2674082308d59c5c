package health.polaris.telemetry.record;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any Unicode text that PostgreSQL can keep: no NUL, no unpaired surrogate, at most so many code points. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextRule.class)
public @interface Text {
    int max() default Integer.MAX_VALUE;

    String message() default "must be text without NUL or unpaired surrogates, of at most {max} characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
