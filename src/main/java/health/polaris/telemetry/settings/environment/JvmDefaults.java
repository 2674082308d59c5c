package health.polaris.telemetry.settings.environment;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Defaults of the JVM that the service, the servers or their libraries depend on.
 *
 * @param zone the time zone
 * @param locale the locale
 * @param environmentCharset the charset in which environment variables are read
 */
record JvmDefaults(ZoneId zone, Locale locale, String environmentCharset) {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static JvmDefaults current() {
        return new JvmDefaults(
                ZoneId.systemDefault(), Locale.getDefault(), System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** Returns a sentence for each default with which the service would fail. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!ZoneOffset.UTC.getRules().equals(zone.getRules())) {
            // JDBC's Timestamp cannot represent the hour that daylight saving skips
            faults.add("The server runs in the time zone " + zone + ": start it with -Duser.timezone=UTC.");
        }
        if (!LETTERS.toLowerCase(locale).equals(LETTERS.toLowerCase(Locale.ROOT))) {
            // in this locale Open Liberty converts the names of headers, and EclipseLink those of columns
            faults.add("The server runs in the locale " + locale
                    + ", in which i is not the lower case of I: start it with -Duser.language=en.");
        }
        return faults;
    }

    /** Whether the JVM may have misread the value of an environment variable. */
    boolean mayGarble(String value) {
        return !environmentCharset.equalsIgnoreCase("UTF-8") && value.chars().anyMatch(unit -> unit > 0x7f);
    }
}
