package health.polaris.telemetry.local;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/**
 * The 24 months of the demo data, whose days are counted from 0. They are always the same number of days, so that only the
 * dates, and nothing else, depend on which day is the last.
 */
final class DemoCalendar {
    static final int DAYS = 730;
    static final int LAST_DAY = DAYS - 1;

    /** People are awake then, and a day of theirs is the same day in UTC. */
    private static final int EARLIEST_SECOND = 6 * 3600;

    private static final int LATEST_SECOND = 22 * 3600;
    private static final ZoneRules CLOCK = ZoneId.of("Europe/London").getRules();

    private final LocalDate firstDay;
    private final LocalDateTime end;

    DemoCalendar(LocalDate lastDay) {
        this.firstDay = lastDay.minusDays(LAST_DAY);
        this.end = lastDay.atTime(23, 59, 59);
    }

    /** Some time of a day, in UTC and in milliseconds, as devices tell it. */
    LocalDateTime momentOf(int day, DemoChance chance) {
        LocalDateTime local = firstDay.plusDays(day)
                .atStartOfDay()
                .plusSeconds(chance.between(EARLIEST_SECOND, LATEST_SECOND))
                .plusNanos(chance.between(0, 999) * 1_000_000L);
        return local.minusSeconds(CLOCK.getOffset(local).getTotalSeconds());
    }

    /** How far the clocks of the users are ahead of UTC: an hour in summer. */
    int offsetSeconds(LocalDateTime utc) {
        return CLOCK.getOffset(utc.toInstant(ZoneOffset.UTC)).getTotalSeconds();
    }

    /** When the service gets to know: soon, or when a device that was offline is online again. In microseconds. */
    LocalDateTime receiptOf(LocalDateTime moment, DemoChance chance) {
        long latest = seconds(chance) * 1_000_000L;
        long untilEnd = moment.until(end, ChronoUnit.MICROS);
        return moment.plus((long) (chance.fraction() * Math.min(latest, untilEnd)), ChronoUnit.MICROS);
    }

    private static int seconds(DemoChance chance) {
        if (chance.happens(0.9)) {
            return 5 * 60;
        }
        return chance.happens(0.8) ? 3600 : 20 * 3600;
    }
}
