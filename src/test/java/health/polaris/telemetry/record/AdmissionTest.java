package health.polaris.telemetry.record;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who may work with the database, and when. */
class AdmissionTest {
    /** Who waits for a place goes before who comes later, also before the one who has just given it back. */
    @Test
    void whoWaitsGoesFirst() throws Exception {
        Admission onePlace = new OnePlace();
        onePlace.open();
        List<String> turns = new CopyOnWriteArrayList<>();
        Supplier<Boolean> later = () -> turns.add("who comes later");
        Thread waiting = new Thread(() -> onePlace.to(() -> turns.add("who waits")));

        onePlace.to(() -> {
            waiting.start();
            Await.until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            return turns.add("who is there");
        });
        onePlace.to(later);
        waiting.join();

        assertThat(turns).containsExactly("who is there", "who waits", "who comes later");
    }

    private static final class OnePlace extends Admission {
        @Override
        protected int places() {
            return 1;
        }

        @Override
        protected String metrics() {
            return "one_place_";
        }
    }
}
