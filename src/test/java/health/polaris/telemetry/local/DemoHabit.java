package health.polaris.telemetry.local;

/** How people treat new releases: most install them within weeks, some lag far behind, and some never do after a while. */
enum DemoHabit {
    PROMPT(14),
    LATE(110),
    GIVES_UP(14);

    private static final int DAYS_BEFORE_GIVING_UP = 60;

    private final int averageDelay;

    DemoHabit(int averageDelay) {
        this.averageDelay = averageDelay;
    }

    static DemoHabit any(DemoChance chance) {
        if (chance.happens(0.6)) {
            return PROMPT;
        }
        return chance.happens(0.6) ? LATE : GIVES_UP;
    }

    /** How many days after its release something is installed, at least one. */
    int delay(DemoChance chance) {
        return 1 + chance.days(averageDelay);
    }

    /** The day after which somebody who joined on this one installs nothing any more. */
    int lastDay(int joined, DemoChance chance) {
        int last = this == GIVES_UP ? joined + chance.days(DAYS_BEFORE_GIVING_UP) : DemoCalendar.LAST_DAY;
        return Math.min(last, DemoCalendar.LAST_DAY);
    }
}
