package health.polaris.telemetry.demo;

/** How soon a person installs new releases: most within weeks, some much later, and some stop after a while. */
enum DemoUpgradePattern {
    PROMPT(14),
    LATE(110),
    STOPS(14);

    private static final int DAYS_BEFORE_STOPPING = 60;

    private final int averageDelay;

    DemoUpgradePattern(int averageDelay) {
        this.averageDelay = averageDelay;
    }

    static DemoUpgradePattern any(DemoRandom random) {
        if (random.happens(0.6)) {
            return PROMPT;
        }
        return random.happens(0.6) ? LATE : STOPS;
    }

    /** Days from release to installation, at least one. */
    int delay(DemoRandom random) {
        return 1 + random.days(averageDelay);
    }

    /** The last day of installations for a person who joined on the given day. */
    int lastDay(int joined, DemoRandom random) {
        int last = this == STOPS ? joined + random.days(DAYS_BEFORE_STOPPING) : DemoCalendar.LAST_DAY;
        return Math.min(last, DemoCalendar.LAST_DAY);
    }
}
