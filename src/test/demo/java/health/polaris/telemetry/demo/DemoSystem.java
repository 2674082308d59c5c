package health.polaris.telemetry.demo;

import java.util.List;

/**
 * An operating system with its versions over time.
 *
 * @param title its name
 * @param apple whether it is made by Apple
 * @param pace days between two versions
 * @param averageDelay average days until a device installs a version
 * @param current index of the newest version on the first day
 * @param versions all versions, oldest first
 */
record DemoSystem(String title, boolean apple, int pace, int averageDelay, int current, List<String> versions) {
    static final DemoSystem ANDROID =
            new DemoSystem("Android", false, 300, 250, 3, List.of("10", "11", "12", "13", "14", "15", "16"));
    static final DemoSystem IOS = new DemoSystem(
            "iOS",
            true,
            90,
            60,
            2,
            List.of("15.8.3", "16.7.10", "17.2.1", "17.4.1", "17.6.1", "18.0.1", "18.1.1", "18.3.2", "18.5", "26.1"));
    static final DemoSystem WINDOWS = new DemoSystem("Windows", false, 200, 250, 0, List.of("10", "11"));
    static final DemoSystem MACOS =
            new DemoSystem("macOS", true, 180, 120, 1, List.of("13.6.9", "14.4.1", "14.7.2", "15.3.1", "15.5", "26.1"));
    static final DemoSystem LINUX = new DemoSystem("Linux", false, 400, 200, 1, List.of("20.04", "22.04", "24.04"));

    /** Days until one device installs a version. */
    int delay(DemoRandom random) {
        return random.days(averageDelay);
    }

    /** The version on a day of a device with this delay. */
    String versionOn(int day, int delay) {
        int place = current + Math.floorDiv(day - delay, pace);
        return versions.get(Math.max(0, Math.min(place, versions.size() - 1)));
    }
}
