package health.polaris.telemetry.fleet;

import java.sql.Date;
import java.time.LocalDate;

/** The values of a row, as JDBC hands them over. */
final class Rows {
    private Rows() {}

    static LocalDate date(Object value) {
        return ((Date) value).toLocalDate();
    }

    static long number(Object value) {
        return ((Number) value).longValue();
    }
}
