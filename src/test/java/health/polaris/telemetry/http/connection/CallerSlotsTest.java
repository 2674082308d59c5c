package health.polaris.telemetry.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets a place. */
class CallerSlotsTest {
    /** There are so many, and one that is given back can be taken again. */
    @Test
    void numberIsBounded() {
        CallerSlots places = new CallerSlots(2, 2);

        assertThat(places.take("one")).isTrue();
        assertThat(places.take("other")).isTrue();
        assertThat(places.take("third")).isFalse();

        places.giveBack("one");
        assertThat(places.take("third")).isTrue();
        assertThat(places.taken()).isEqualTo(2);
    }

    /** One holder gets a part, and leaves the rest to others. */
    @Test
    void numberOfOneHolderIsBounded() {
        CallerSlots places = new CallerSlots(3, 1);

        assertThat(places.take("one")).isTrue();
        assertThat(places.take("one")).isFalse();
        assertThat(places.take("other")).isTrue();

        places.giveBack("one");
        assertThat(places.take("one")).isTrue();
    }

    /** Threads at once never hold more than there are, and leave none behind. */
    @Test
    void boundsHoldUnderConcurrency() {
        CallerSlots places = new CallerSlots(8, 2);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        IntStream.range(0, 20_000).parallel().forEach(number -> {
            String holder = Integer.toString(number % 3);
            if (places.take(holder)) {
                most.accumulateAndGet(held.incrementAndGet(), Math::max);
                held.decrementAndGet();
                places.giveBack(holder);
            }
        });

        assertThat(most.get()).isBetween(1, 6);
        assertThat(places.taken()).isZero();
    }
}
