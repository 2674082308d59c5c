package health.polaris.telemetry.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How accesses by an operation are recorded. Without it a {@code GET} is a {@link Action#READ} of one person or a {@link
 * Action#SEARCH} of many, and any other method a {@link Action#WRITE}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {
    Action value();

    /** Whether the service of the operation records the access in its own transaction. Denials are recorded in any case. */
    boolean byService() default false;
}
