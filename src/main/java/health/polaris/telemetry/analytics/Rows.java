package health.polaris.telemetry.analytics;

import java.sql.Date;
import java.time.LocalDate;

/** Converts values of a row as JDBC returns them. */
public final class Rows {
    private Rows() {}

    public static LocalDate date(Object value) {
        return ((Date) value).toLocalDate();
    }

    public static long number(Object value) {
        return ((Number) value).longValue();
    }
}
