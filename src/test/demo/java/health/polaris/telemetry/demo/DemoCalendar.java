package health.polaris.telemetry.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/**
 * The 24 months of the demo data, with days counted from 0. The number of days is constant, so the last day affects
 * nothing but dates.
 */
final class DemoCalendar {
    static final int DAYS = 730;
    static final int LAST_DAY = DAYS - 1;

    /** Waking hours, which never cross midnight in UTC. */
    private static final int EARLIEST_SECOND = 6 * 3600;

    private static final int LATEST_SECOND = 22 * 3600;
    private static final ZoneRules CLOCK = ZoneId.of("Europe/London").getRules();

    private final LocalDate firstDay;
    private final LocalDateTime end;

    DemoCalendar(LocalDate lastDay) {
        this.firstDay = lastDay.minusDays(LAST_DAY);
        this.end = lastDay.atTime(23, 59, 59);
    }

    /** A random time of a day, in UTC with milliseconds, as devices report it. */
    LocalDateTime momentOf(int day, DemoRandom random) {
        LocalDateTime local = firstDay.plusDays(day)
                .atStartOfDay()
                .plusSeconds(random.between(EARLIEST_SECOND, LATEST_SECOND))
                .plusNanos(random.between(0, 999) * 1_000_000L);
        return local.minusSeconds(CLOCK.getOffset(local).getTotalSeconds());
    }

    /** The users' offset from UTC in seconds: one hour in summer. */
    int offsetSeconds(LocalDateTime utc) {
        return CLOCK.getOffset(utc.toInstant(ZoneOffset.UTC)).getTotalSeconds();
    }

    /** The time of receipt by the service: soon after, or once an offline device is online again. In microseconds. */
    LocalDateTime receiptOf(LocalDateTime moment, DemoRandom random) {
        long latest = seconds(random) * 1_000_000L;
        long untilEnd = moment.until(end, ChronoUnit.MICROS);
        return moment.plus((long) (random.fraction() * Math.min(latest, untilEnd)), ChronoUnit.MICROS);
    }

    private static int seconds(DemoRandom random) {
        if (random.happens(0.9)) {
            return 5 * 60;
        }
        return random.happens(0.8) ? 3600 : 20 * 3600;
    }
}
