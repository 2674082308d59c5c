package health.polaris.telemetry.local;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Patients, who join in growing numbers, have a phone and now and then a new one, and may have a meter. */
final class DemoPatients {
    private static final double NEW_PHONE_AT_UPGRADE = 0.06;

    private final DemoChance chance;
    private final DemoCalendar calendar;
    private final DemoReleases gdm;
    private final DemoMeters meters;

    DemoPatients(DemoChance chance, DemoCalendar calendar, DemoReleases gdm) {
        this.chance = chance;
        this.calendar = calendar;
        this.gdm = gdm;
        this.meters = new DemoMeters(chance, calendar);
    }

    void add(String id, DemoTables tables) {
        int joined = (int) (DemoCalendar.DAYS * Math.sqrt(chance.fraction()));
        DemoPhone phone = DemoPhone.first(chance);
        List<DemoInUse> installations = new ArrayList<>();
        for (DemoUpgrade upgrade : DemoUpgrade.since(joined, gdm, chance)) {
            phone = chance.happens(NEW_PHONE_AT_UPGRADE) ? phone.next(chance) : phone;
            installations.add(install(id, upgrade, phone, tables.mobile()));
        }
        meters.add(id, joined, installations, tables.bloodGlucoseMeter());
    }

    private DemoInUse install(String patient, DemoUpgrade upgrade, DemoPhone phone, DemoTable table) {
        LocalDateTime launched = calendar.momentOf(upgrade.day(), chance);
        LocalDateTime created = calendar.receiptOf(launched, chance);
        UUID id = chance.recordId(created);
        String product = upgrade.release().product();
        String version = upgrade.release().versionOn(phone.system());
        table.add(
                id,
                created,
                patient,
                phone.code(),
                launched,
                calendar.offsetSeconds(launched),
                product,
                version,
                phone.system().title(),
                phone.systemVersionOn(upgrade.day()),
                phone.manufacturer(),
                phone.model().name(),
                phone.model().displayName());
        return new DemoInUse(id, launched, product, version);
    }
}
