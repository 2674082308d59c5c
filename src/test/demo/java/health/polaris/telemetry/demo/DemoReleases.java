package health.polaris.telemetry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The releases of one app, every three to six weeks. */
final class DemoReleases {
    private static final List<String> GDM = List.of(
            "1.7.0", "1.8.0", "1.9.0", "1.10.0", "1.10.1", "1.11.0", "1.12.0", "2.0.0", "2.0.1", "2.1.0", "2.2.0",
            "2.3.0", "2.4.0", "2.4.1", "2.5.0", "2.6.0", "2.7.0", "2.8.0", "2.9.0", "2.10.0", "2.10.1", "2.11.0",
            "3.0.0", "3.0.1", "3.1.0");
    private static final List<String> SEND = List.of(
            "4.8.0", "4.9.0", "4.9.1", "4.10.0", "4.11.0", "4.12.0", "5.0.0", "5.0.1", "5.0.2", "5.1.0", "5.2.0",
            "5.3.0", "5.4.0", "5.5.0", "5.5.1", "5.6.0", "5.7.0", "5.8.0", "5.9.0", "5.10.0", "5.11.0", "6.0.0",
            "6.0.1", "6.1.0", "6.2.0");

    private final List<DemoRelease> releases = new ArrayList<>();

    private DemoReleases(String product, List<String> versions, DemoRandom random) {
        int day = -random.between(1, 20); // a release is available on the first day
        for (int i = 0; i < versions.size() && day < DemoCalendar.LAST_DAY; i++) {
            releases.add(new DemoRelease(product, versions.get(i), i, day));
            day += random.between(21, 42);
        }
    }

    /** The app for gestational diabetes, used by patients and clinicians. */
    static DemoReleases ofGdm(DemoRandom random) {
        return new DemoReleases("GDM", GDM, random);
    }

    /** The app of clinicians on hospital wards. */
    static DemoReleases ofSend(DemoRandom random) {
        return new DemoReleases("SEND", SEND, random);
    }

    DemoRelease newestOn(int day) {
        int i = releases.size() - 1;
        while (releases.get(i).day() > day) {
            i--;
        }
        return releases.get(i);
    }

    Optional<DemoRelease> following(DemoRelease release) {
        int next = release.number() + 1;
        return next < releases.size() ? Optional.of(releases.get(next)) : Optional.empty();
    }
}
