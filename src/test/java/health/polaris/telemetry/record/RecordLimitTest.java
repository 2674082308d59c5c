package health.polaris.telemetry.record;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.installation.PatientInstallation;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the records of a person are counted. */
class RecordLimitTest {
    private static final RecordLimit.Collection SOMEBODY = collection("somebody");

    private final RecordLimit limit = new RecordLimit();
    private Instant now = Instant.EPOCH;
    private int counts;

    @BeforeEach
    void setClock() {
        limit.clock = () -> now;
    }

    /** A limit under two hundred is checked at each creation. */
    @Test
    void lowLimitIsExact() {
        limit.most = 199;

        assertThat(isReached(SOMEBODY, false)).isFalse();
        assertThat(isReached(SOMEBODY, true)).isTrue();
        assertThat(counts).isEqualTo(2);
    }

    /** With a high limit few creations are checked, about one in a hundredth of it. */
    @Test
    void highLimitIsCheckedAtTimes() {
        limit.most = 10_000;

        IntStream.range(0, 100_000).forEach(creation -> isReached(SOMEBODY, false));

        assertThat(counts).isBetween(700, 1_300);
    }

    /** A person who has reached the limit is refused without counting for a minute, and then counted again. */
    @Test
    void reachedLimitIsRemembered() {
        limit.most = 100;
        assertThat(isReached(SOMEBODY, true)).isTrue();

        now = now.plusSeconds(59);
        assertThat(isReached(SOMEBODY, false)).isTrue();
        now = now.plusSeconds(1);
        assertThat(isReached(SOMEBODY, false)).isFalse();

        assertThat(counts).isEqualTo(2);
    }

    /** However high the limit is, each creation of a person who had reached it is checked. */
    @Test
    void personAtAHighLimitIsAlwaysChecked() {
        limit.most = 1_000_000;
        while (!isReached(SOMEBODY, true)) {
            now = now.plusMillis(1);
        }
        counts = 0;

        for (int minute = 0; minute < 100; minute++) {
            now = now.plusSeconds(60);
            assertThat(isReached(SOMEBODY, true)).isTrue();
        }

        assertThat(counts).isEqualTo(100);
    }

    /** The limit of one person is not that of another. */
    @Test
    void eachPersonIsCountedAlone() {
        limit.most = 100;
        assertThat(isReached(SOMEBODY, true)).isTrue();

        assertThat(isReached(collection("somebody else"), false)).isFalse();
    }

    /** Any number of people may reach the limit: what is remembered of them is bounded, and each is found again. */
    @Test
    void manyMayReachTheLimit() {
        limit.most = 100;

        IntStream.range(0, 5_000)
                .forEach(number -> assertThat(isReached(collection("person " + number), true))
                        .isTrue());

        assertThat(isReached(collection("person 0"), true)).isTrue();
    }

    private boolean isReached(RecordLimit.Collection collection, boolean counted) {
        return limit.isReached(collection, asked -> {
            counts++;
            return counted;
        });
    }

    private static RecordLimit.Collection collection(String owner) {
        return new RecordLimit.Collection(PatientInstallation.class, owner);
    }
}
