package health.polaris.telemetry.entity;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Unicode text that PostgreSQL can store: without NUL or unpaired surrogates, and of limited length. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextRule.class)
public @interface Text {
    /** Maximum number of characters (code points, as PostgreSQL counts them). The limit of all texts also applies. */
    int max() default Integer.MAX_VALUE;

    String message() default "must be text without NUL or unpaired surrogates";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
