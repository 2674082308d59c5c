package health.polaris.telemetry.operations;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param number the build server's number
 * @param hash the commit; both are "unknown" where they are not known
 */
record Build(String number, String hash) {
    /** The one that the build wrote into the WAR. */
    static Build ofThisWar() throws IOException {
        Properties build = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("/build.properties")) {
            build.load(file);
        }
        return new Build(build.getProperty("circle"), build.getProperty("hash"));
    }
}
