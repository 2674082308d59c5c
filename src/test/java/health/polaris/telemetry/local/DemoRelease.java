package health.polaris.telemetry.local;

import java.util.Set;

/**
 * A release of an app.
 *
 * @param product the app
 * @param version its version, without a leading v
 * @param number its place in the order of releases, from 0
 * @param day the day since which it can be installed; less than 0 before the demo data begin
 */
record DemoRelease(String product, String version, int number, int day) {
    private static final Set<String> SPELLED_WITH_V = Set.of("1.9.0", "2.2.0", "2.10.0", "4.10.0", "5.2.0");

    /** The version as the app tells it. The builds for Apple's systems call some releases v1.9.0, where others say 1.9.0. */
    String versionOn(DemoSystem system) {
        return system.apple() && SPELLED_WITH_V.contains(version) ? "v" + version : version;
    }
}
