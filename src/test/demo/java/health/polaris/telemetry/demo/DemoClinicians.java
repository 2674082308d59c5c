package health.polaris.telemetry.demo;

import java.time.LocalDateTime;
import java.util.List;

/** Clinicians, many of them from the first day, some with two computers or both apps. */
final class DemoClinicians {
    private final DemoRandom random;
    private final DemoCalendar calendar;
    private final DemoReleases gdm;
    private final DemoReleases send;

    DemoClinicians(DemoRandom random, DemoCalendar calendar, DemoReleases gdm, DemoReleases send) {
        this.random = random;
        this.calendar = calendar;
        this.gdm = gdm;
        this.send = send;
    }

    void add(String id, DemoTables tables) {
        int joined = random.happens(0.3) ? 0 : random.between(0, DemoCalendar.LAST_DAY);
        DemoDesktop one = DemoDesktop.any(random);
        List<DemoDesktop> desktops = random.happens(0.3) ? List.of(one, DemoDesktop.any(random)) : List.of(one);
        for (DemoReleases app : apps()) {
            for (DemoUpgrade upgrade : DemoUpgrade.since(joined, app, random)) {
                install(id, upgrade, random.oneOf(desktops), tables.desktop());
            }
        }
    }

    private List<DemoReleases> apps() {
        if (random.happens(0.65)) {
            return List.of(send);
        }
        return random.happens(0.7) ? List.of(gdm) : List.of(gdm, send);
    }

    private void install(String clinician, DemoUpgrade upgrade, DemoDesktop desktop, DemoTable table) {
        LocalDateTime used = calendar.momentOf(upgrade.day(), random);
        LocalDateTime created = calendar.receiptOf(used, random);
        table.add(
                random.recordId(created),
                created,
                clinician,
                desktop.code(),
                used,
                calendar.offsetSeconds(used),
                upgrade.release().product(),
                upgrade.release().versionOn(desktop.system()),
                desktop.system().title(),
                desktop.systemVersionOn(upgrade.day()),
                desktop.address(random));
    }
}
