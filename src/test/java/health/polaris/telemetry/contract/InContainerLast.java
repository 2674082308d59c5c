package health.polaris.telemetry.contract;

import static java.util.Comparator.comparing;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs the tests inside the server after all others, so that the tests over HTTP share one start of the server. */
public final class InContainerLast implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(comparing(test -> InContainerWar.TESTS.contains(test.getTestClass())));
    }
}
