package health.polaris.telemetry.entity;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Any Unicode text that PostgreSQL can keep, without NUL and unpaired surrogates, and of limited length. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextRule.class)
public @interface Text {
    /** The most characters (code points, as PostgreSQL counts them), if the setting for all texts does not allow fewer. */
    int max() default Integer.MAX_VALUE;

    String message() default "must be text without NUL and unpaired surrogates";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
