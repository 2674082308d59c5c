package health.polaris.telemetry.record;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.installation.PatientInstallation;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counting of a person's records. */
class RecordLimitTest {
    private static final RecordLimit.OwnedRecords PERSON = records("person");

    private final RecordLimit limit = new RecordLimit();
    private Instant now = Instant.EPOCH;
    private int counts;

    @BeforeEach
    void setClock() {
        limit.clock = () -> now;
    }

    /** A limit below two hundred is checked at each creation. */
    @Test
    void lowLimitIsExact() {
        limit.max = 199;

        assertThat(isReached(PERSON, false)).isFalse();
        assertThat(isReached(PERSON, true)).isTrue();
        assertThat(counts).isEqualTo(2);
    }

    /** With a high limit, a sample of creations is checked: one of (limit / 100) on average. */
    @Test
    void highLimitIsSampled() {
        limit.max = 10_000;

        IntStream.range(0, 100_000).forEach(creation -> isReached(PERSON, false));

        assertThat(counts).isBetween(700, 1_300);
    }

    /** A person at the limit is rejected without counting for a minute, and then counted again. */
    @Test
    void reachedLimitIsRemembered() {
        limit.max = 100;
        assertThat(isReached(PERSON, true)).isTrue();

        now = now.plusSeconds(59);
        assertThat(isReached(PERSON, false)).isTrue();
        now = now.plusSeconds(1);
        assertThat(isReached(PERSON, false)).isFalse();

        assertThat(counts).isEqualTo(2);
    }

    /** Each creation of a person at the limit is checked, even if the limit is high. */
    @Test
    void personAtAHighLimitIsAlwaysChecked() {
        limit.max = 1_000_000;
        while (!isReached(PERSON, true)) {
            now = now.plusMillis(1);
        }
        counts = 0;

        for (int minute = 0; minute < 100; minute++) {
            now = now.plusSeconds(60);
            assertThat(isReached(PERSON, true)).isTrue();
        }

        assertThat(counts).isEqualTo(100);
    }

    /** People reach their limits independently. */
    @Test
    void limitsAreIndependent() {
        limit.max = 100;
        assertThat(isReached(PERSON, true)).isTrue();

        assertThat(isReached(records("another person"), false)).isFalse();
    }

    /** The number of remembered people is bounded. Each person at the limit is detected again. */
    @Test
    void rememberedPeopleAreBounded() {
        limit.max = 100;

        IntStream.range(0, 5_000)
                .forEach(number ->
                        assertThat(isReached(records("person " + number), true)).isTrue());

        assertThat(isReached(records("person 0"), true)).isTrue();
    }

    private boolean isReached(RecordLimit.OwnedRecords records, boolean atLimit) {
        return limit.isReached(records, any -> {
            counts++;
            return atLimit;
        });
    }

    private static RecordLimit.OwnedRecords records(String owner) {
        return new RecordLimit.OwnedRecords(PatientInstallation.class, owner);
    }
}
