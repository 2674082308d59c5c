package health.polaris.telemetry.demo;

import java.util.Set;

/**
 * A release of an app.
 *
 * @param product the app
 * @param version its version, without a leading v
 * @param number its position among the releases, from 0
 * @param day the day of release; negative before the start of the demo data
 */
record DemoRelease(String product, String version, int number, int day) {
    private static final Set<String> SPELLED_WITH_V = Set.of("1.9.0", "2.2.0", "2.10.0", "4.10.0", "5.2.0");

    /** The version that the app reports. Some builds for Apple's systems report v1.9.0 instead of 1.9.0. */
    String versionOn(DemoSystem system) {
        return system.apple() && SPELLED_WITH_V.contains(version) ? "v" + version : version;
    }
}
