package health.polaris.telemetry.demo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The single random source of the demo data: the same seed yields the same choices. */
final class DemoRandom {
    private final SplittableRandom random;

    DemoRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** True with this probability, from 0 to 1. */
    boolean happens(double share) {
        return random.nextDouble() < share;
    }

    /** Uniformly distributed in [0, 1). */
    double fraction() {
        return random.nextDouble();
    }

    /** A random integer in a range that includes both ends. */
    int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** An exponentially distributed number of days with this average. */
    int days(double average) {
        return (int) (-average * Math.log(1 - random.nextDouble()));
    }

    /**
     * A normally distributed number.
     *
     * @param middle the mean
     * @param spread the standard deviation
     */
    double around(double middle, double spread) {
        return middle + spread * random.nextGaussian();
    }

    /** A time-ordered UUID, as the service generates for records. */
    UUID recordId(LocalDateTime created) {
        long milliseconds = created.toInstant(ZoneOffset.UTC).toEpochMilli();
        long version = 0x7000L | random.nextInt(0x1000);
        long variant = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new UUID(milliseconds << 16 | version, variant);
    }

    /** A device id of sixteen hexadecimal digits. */
    String deviceCode() {
        return String.format("%016x", random.nextLong());
    }
}
