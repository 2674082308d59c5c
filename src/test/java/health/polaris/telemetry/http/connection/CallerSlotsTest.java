package health.polaris.telemetry.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds of slots in total and per caller. */
class CallerSlotsTest {
    /** A released slot can be acquired again. */
    @Test
    void totalIsBounded() {
        CallerSlots slots = new CallerSlots(2, 2);

        assertThat(slots.acquire("one")).isTrue();
        assertThat(slots.acquire("other")).isTrue();
        assertThat(slots.acquire("third")).isFalse();

        slots.release("one");
        assertThat(slots.acquire("third")).isTrue();
        assertThat(slots.inUse()).isEqualTo(2);
    }

    /** A caller at its bound leaves slots to others. */
    @Test
    void slotsPerCallerAreBounded() {
        CallerSlots slots = new CallerSlots(3, 1);

        assertThat(slots.acquire("one")).isTrue();
        assertThat(slots.acquire("one")).isFalse();
        assertThat(slots.acquire("other")).isTrue();

        slots.release("one");
        assertThat(slots.acquire("one")).isTrue();
    }

    /** Concurrent threads never exceed the bounds, and all slots are released. */
    @Test
    void boundsHoldUnderConcurrency() {
        CallerSlots slots = new CallerSlots(8, 2);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();

        IntStream.range(0, 20_000).parallel().forEach(number -> {
            String caller = Integer.toString(number % 3);
            if (slots.acquire(caller)) {
                max.accumulateAndGet(held.incrementAndGet(), Math::max);
                held.decrementAndGet();
                slots.release(caller);
            }
        });

        assertThat(max.get()).isBetween(1, 6);
        assertThat(slots.inUse()).isZero();
    }
}
