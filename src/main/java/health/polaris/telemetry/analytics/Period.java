package health.polaris.telemetry.analytics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long the steps of a figure over time are. */
public enum Period {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Period(ChronoUnit unit) {
        this.unit = unit;
    }

    /** As clients call it, and PostgreSQL's date_trunc. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** So many of these after a day. */
    LocalDate after(LocalDate day, int count) {
        return day.plus(count, unit);
    }

    /** The first day of the one that a day is in; weeks begin on Monday (ISO 8601). */
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
