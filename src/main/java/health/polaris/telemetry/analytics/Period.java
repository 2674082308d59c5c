package health.polaris.telemetry.analytics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Length of the steps of a figure over time. */
public enum Period {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Period(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The name in requests, responses and PostgreSQL's {@code date_trunc}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Adds this number of periods to a day. */
    LocalDate plus(LocalDate day, int count) {
        return day.plus(count, unit);
    }

    /** Returns the first day of the period that contains a day. Weeks begin on Monday (ISO 8601). */
    LocalDate start(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    long between(LocalDate day, LocalDate other) {
        return unit.between(day, other);
    }
}
