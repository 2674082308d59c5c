package health.polaris.telemetry.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of operations for the owner of a record. */
class AccessRulesTest {
    /** The owner is declared by the class, and named by its path or that of the operation. */
    @Test
    void ownerIsDeclared() {
        assertThat(owner(OfClinician.class)).contains(Owner.CLINICIAN);
        assertThat(owner(NamedByOperation.class)).contains(Owner.PATIENT);
    }

    /** Rights that concern everybody's records need no owner. */
    @Test
    void otherRightsNeedNoOwner() {
        assertThat(owner(OfAll.class)).isEmpty();
    }

    /** A restricted operation needs no owner, because it finds only the caller's own records. */
    @Test
    void restrictedOperationNeedsNoOwner() {
        assertThat(owner(Restricted.class)).isEmpty();
    }

    /** A right to own records without a declared and named owner is rejected. */
    @ParameterizedTest
    @ValueSource(classes = {Undeclared.class, Unnamed.class, OtherwiseNamed.class, OneOfSeveral.class})
    void unknownOwnerIsRejected(Class<?> resource) {
        assertThatThrownBy(() -> owner(resource))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(resource.getSimpleName())
                .hasMessageContaining("owner_id");
    }

    private static Optional<Owner> owner(Class<?> resource) {
        Method operation = Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Allow.class))
                .findFirst()
                .orElseThrow();
        return AccessRules.owner(new Operation(resource, operation), operation.getAnnotation(Allow.class));
    }

    private record Operation(Class<?> getResourceClass, Method getResourceMethod) implements ResourceInfo {}

    @OwnedBy(Owner.CLINICIAN)
    @Path("/clinician/{owner_id}/x")
    static class OfClinician {
        @Allow(Right.WRITE_OWN)
        void operation() {}
    }

    @OwnedBy(Owner.PATIENT)
    @Path("/patient")
    static class NamedByOperation {
        @Path("{owner_id}/x")
        @Allow({Right.READ_ALL, Right.READ_OWN})
        void operation() {}
    }

    @Path("/all")
    static class OfAll {
        @Allow(Right.READ_ALL)
        void operation() {}
    }

    @Path("/all")
    static class Restricted {
        @Allow(
                value = {Right.READ_ALL, Right.READ_OWN},
                restricted = true)
        void operation() {}
    }

    @Path("/patient/{owner_id}")
    static class Undeclared {
        @Allow(Right.READ_OWN)
        void operation() {}
    }

    @OwnedBy(Owner.PATIENT)
    @Path("/patient")
    static class Unnamed {
        @Allow(Right.WRITE_OWN)
        void operation() {}
    }

    @OwnedBy(Owner.PATIENT)
    @Path("/patient/{patient_id}")
    static class OtherwiseNamed {
        @Allow(Right.READ_OWN)
        void operation() {}
    }

    @Path("/patient")
    static class OneOfSeveral {
        @Allow({Right.READ_ALL, Right.READ_OWN})
        void operation() {}
    }
}
