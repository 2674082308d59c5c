package health.polaris.telemetry.demo;

import java.util.List;

/**
 * The result of a meter verification.
 *
 * @param correct whether the app showed the meter's value; null if unknown
 * @param value in mmol/l; null if missing
 */
record DemoReading(Boolean correct, Double value) {
    private static final double CORRECT = 0.93;
    private static final double INCORRECT = 0.03;

    /** Implausible values: far too low, or in mg/dl. */
    private static final List<Double> IMPLAUSIBLE = List.of(0.4, 54.0, 99.9);

    static DemoReading any(DemoRandom random) {
        double kind = random.fraction();
        if (kind < CORRECT) {
            return new DemoReading(true, value(random, 0.001));
        }
        if (kind < CORRECT + INCORRECT) {
            return new DemoReading(false, value(random, 0.15));
        }
        return new DemoReading(null, random.happens(0.3) ? value(random, 0) : null);
    }

    private static Double value(DemoRandom random, double implausible) {
        if (random.happens(implausible)) {
            return random.oneOf(IMPLAUSIBLE);
        }
        double plausible = Math.max(3.1, random.around(6.8, 1.7));
        return Math.round(plausible * 10) / 10.0;
    }
}
