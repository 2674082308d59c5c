package health.polaris.telemetry.settings;

import java.util.List;

/** The service cannot start with its settings; the message has one line for each of them that must be mended. */
public class InvalidSettings extends RuntimeException {
    public InvalidSettings(List<String> faults) {
        super(String.join(System.lineSeparator(), faults), null, false, false);
    }
}
