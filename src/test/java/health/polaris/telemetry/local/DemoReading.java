package health.polaris.telemetry.local;

import java.util.List;

/**
 * What a verification of a meter found.
 *
 * @param correct whether the app showed what the meter did; null when nobody said
 * @param value in mmol/l; null when none was read
 */
record DemoReading(Boolean correct, Double value) {
    private static final double CORRECT = 0.93;
    private static final double WRONG = 0.03;

    /** Lost, in mg/dl or of another meter: nobody alive has these. */
    private static final List<Double> IMPLAUSIBLE = List.of(0.4, 54.0, 99.9);

    static DemoReading any(DemoChance chance) {
        double kind = chance.fraction();
        if (kind < CORRECT) {
            return new DemoReading(true, value(chance, 0.001));
        }
        if (kind < CORRECT + WRONG) {
            return new DemoReading(false, value(chance, 0.15));
        }
        return new DemoReading(null, chance.happens(0.3) ? value(chance, 0) : null);
    }

    private static Double value(DemoChance chance, double implausible) {
        if (chance.happens(implausible)) {
            return chance.oneOf(IMPLAUSIBLE);
        }
        double plausible = Math.max(3.1, chance.around(6.8, 1.7));
        return Math.round(plausible * 10) / 10.0;
    }
}
