package health.polaris.telemetry.settings;

import java.util.List;

/** The settings are not valid. The message has one line per error. */
public class InvalidSettings extends RuntimeException {
    public InvalidSettings(List<String> errors) {
        super(String.join(System.lineSeparator(), errors), null, false, false);
    }
}
