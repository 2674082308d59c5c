package health.polaris.telemetry.record;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any Unicode text that PostgreSQL can keep: no NUL, no unpaired surrogate, and, where a column is limited, not longer. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextRule.class)
public @interface Text {
    /** The most characters (code points, as PostgreSQL counts them). */
    int max() default Integer.MAX_VALUE;

    String message() default "must be text without NUL and unpaired surrogates";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
