package health.polaris.telemetry.operations;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The build of this WAR.
 *
 * @param number the number of the build, or "unknown"
 * @param hash the commit, or "unknown"
 */
record Build(String number, String hash) {
    static Build ofThisWar() throws IOException {
        Properties build = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("/build.properties")) {
            build.load(file);
        }
        return new Build(build.getProperty("circle"), build.getProperty("hash"));
    }
}
