package health.polaris.telemetry.local;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The one source of chance of the demo data: the same seed makes the same choices in the same order. */
final class DemoChance {
    private final SplittableRandom random;

    DemoChance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** True in this share of the cases, from 0 to 1. */
    boolean happens(double share) {
        return random.nextDouble() < share;
    }

    /** Evenly from 0 to less than 1. */
    double fraction() {
        return random.nextDouble();
    }

    /** A whole number, both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Days to wait: mostly few, sometimes many, and this many on average. */
    int days(double average) {
        return (int) (-average * Math.log(1 - random.nextDouble()));
    }

    /** A number near the middle: in two cases of three no farther than the spread. */
    double around(double middle, double spread) {
        return middle + spread * random.nextGaussian();
    }

    /** As the service makes the ids of its records: ordered by time. */
    UUID recordId(LocalDateTime created) {
        long milliseconds = created.toInstant(ZoneOffset.UTC).toEpochMilli();
        long version = 0x7000L | random.nextInt(0x1000);
        long variant = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new UUID(milliseconds << 16 | version, variant);
    }

    /** An id as devices have them: sixteen hexadecimal digits. */
    String deviceCode() {
        return String.format("%016x", random.nextLong());
    }
}
