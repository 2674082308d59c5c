package health.polaris.telemetry.security.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Rights that permit an operation; one of them is sufficient. An operation without a rule stops the deployment. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {
    Right[] value();

    /**
     * Whether the operation itself finds only records of {@link ReadablePeople}. Its path then identifies no owner, and callers with a
     * right to their own records may call it.
     */
    boolean restricted() default false;
}
