package health.polaris.telemetry.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The operation that began a version. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
