package health.polaris.telemetry.local;

import java.util.List;

/**
 * A clinician's computer.
 *
 * @param system what it runs
 * @param code its own id
 * @param delay how many days it stays behind the newest version of its system
 * @param network the first three parts of its address
 */
record DemoDesktop(DemoSystem system, String code, int delay, String network) {
    /** Those that nobody has, because they are set aside for documentation. */
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

    static DemoDesktop any(DemoChance chance) {
        DemoSystem system = system(chance);
        return new DemoDesktop(system, chance.deviceCode(), system.delay(chance), chance.oneOf(NETWORKS));
    }

    String systemVersionOn(int day) {
        return system.versionOn(day, delay);
    }

    /** Another one each time, as hospitals' networks give them out. */
    String address(DemoChance chance) {
        return network + chance.between(1, 254);
    }

    private static DemoSystem system(DemoChance chance) {
        if (chance.happens(0.84)) {
            return DemoSystem.WINDOWS;
        }
        return chance.happens(0.7) ? DemoSystem.MACOS : DemoSystem.LINUX;
    }
}
