package health.polaris.telemetry.demo;

import java.util.List;

/**
 * A clinician's computer.
 *
 * @param system its operating system
 * @param code its device id
 * @param delay days between the release and the installation of a system version
 * @param network the first three parts of its address
 */
record DemoDesktop(DemoSystem system, String code, int delay, String network) {
    /** Address ranges reserved for documentation. */
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

    static DemoDesktop any(DemoRandom random) {
        DemoSystem system = system(random);
        return new DemoDesktop(system, random.deviceCode(), system.delay(random), random.oneOf(NETWORKS));
    }

    String systemVersionOn(int day) {
        return system.versionOn(day, delay);
    }

    /** A random address of the network, as with DHCP. */
    String address(DemoRandom random) {
        return network + random.between(1, 254);
    }

    private static DemoSystem system(DemoRandom random) {
        if (random.happens(0.84)) {
            return DemoSystem.WINDOWS;
        }
        return random.happens(0.7) ? DemoSystem.MACOS : DemoSystem.LINUX;
    }
}
