package health.polaris.telemetry.local;

import java.time.LocalDateTime;
import java.util.List;

/** Clinicians, many of whom are there from the first day, and some of whom use two computers or both apps. */
final class DemoClinicians {
    private final DemoChance chance;
    private final DemoCalendar calendar;
    private final DemoReleases gdm;
    private final DemoReleases send;

    DemoClinicians(DemoChance chance, DemoCalendar calendar, DemoReleases gdm, DemoReleases send) {
        this.chance = chance;
        this.calendar = calendar;
        this.gdm = gdm;
        this.send = send;
    }

    void add(String id, DemoTables tables) {
        int joined = chance.happens(0.3) ? 0 : chance.between(0, DemoCalendar.LAST_DAY);
        DemoDesktop one = DemoDesktop.any(chance);
        List<DemoDesktop> desktops = chance.happens(0.3) ? List.of(one, DemoDesktop.any(chance)) : List.of(one);
        for (DemoReleases app : apps()) {
            for (DemoUpgrade upgrade : DemoUpgrade.since(joined, app, chance)) {
                install(id, upgrade, chance.oneOf(desktops), tables.desktop());
            }
        }
    }

    private List<DemoReleases> apps() {
        if (chance.happens(0.65)) {
            return List.of(send);
        }
        return chance.happens(0.7) ? List.of(gdm) : List.of(gdm, send);
    }

    private void install(String clinician, DemoUpgrade upgrade, DemoDesktop desktop, DemoTable table) {
        LocalDateTime used = calendar.momentOf(upgrade.day(), chance);
        LocalDateTime created = calendar.receiptOf(used, chance);
        table.add(
                chance.recordId(created),
                created,
                clinician,
                desktop.code(),
                used,
                calendar.offsetSeconds(used),
                upgrade.release().product(),
                upgrade.release().versionOn(desktop.system()),
                desktop.system().title(),
                desktop.systemVersionOn(upgrade.day()),
                desktop.address(chance));
    }
}
