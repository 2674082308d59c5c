package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.Retention;
import java.util.Optional;

/** Reads how long data are kept. */
class RetentionReader {
    private static final String INACTIVE = "RETENTION_INACTIVE_DAYS";
    private static final String MODE = "RETENTION_MODE";
    private static final String IDENTIFYING = "RETENTION_IDENTIFYING_DAYS";
    private static final String HOUR = "RETENTION_HOUR";

    /** A mistyped number must not remove the data of people who were on holiday. */
    private static final int MIN_DAYS = 30;

    private static final int MAX_DAYS = 36_500;
    private static final int DEFAULT_HOUR = 2;

    private final Variables variables;

    RetentionReader(Variables variables) {
        this.variables = variables;
    }

    Retention read() {
        Retention retention = new Retention(
                days(INACTIVE),
                variables.oneOf(Retention.Mode.class, MODE, Retention.Mode.ERASE),
                days("RETENTION_HISTORY_DAYS"),
                days(IDENTIFYING),
                days("RETENTION_ACCESS_DAYS"),
                variables.number(HOUR, 0, 23, DEFAULT_HOUR));
        if (retention.inactiveDays().isEmpty() && variables.text(MODE).isPresent()) {
            variables.addError(INACTIVE + " is missing: set it, because " + MODE + " is set.");
        }
        if (!retention.isOn() && variables.text(HOUR).isPresent()) {
            variables.addError(
                    HOUR + " has no effect without a number of days: set one of the variables RETENTION_…_DAYS,"
                            + " or unset " + HOUR + ".");
        }
        if (retention.inactiveDays().isPresent()
                && retention
                        .identifyingDays()
                        .filter(days -> days >= retention.inactiveDays().get())
                        .isPresent()) {
            variables.addError(IDENTIFYING + " must be less than " + INACTIVE
                    + ": the names of old devices would be kept for longer than people.");
        }
        return retention;
    }

    private Optional<Integer> days(String name) {
        return variables.optionalNumber(name, MIN_DAYS, MAX_DAYS);
    }
}
