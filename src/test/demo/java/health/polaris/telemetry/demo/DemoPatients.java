package health.polaris.telemetry.demo;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Patients, who join in growing numbers, change phones occasionally, and may have a meter. */
final class DemoPatients {
    private static final double NEW_PHONE_AT_UPGRADE = 0.06;

    private final DemoRandom random;
    private final DemoCalendar calendar;
    private final DemoReleases gdm;
    private final DemoMeters meters;

    DemoPatients(DemoRandom random, DemoCalendar calendar, DemoReleases gdm) {
        this.random = random;
        this.calendar = calendar;
        this.gdm = gdm;
        this.meters = new DemoMeters(random, calendar);
    }

    void add(String id, DemoTables tables) {
        int joined = (int) (DemoCalendar.DAYS * Math.sqrt(random.fraction()));
        DemoPhone phone = DemoPhone.first(random);
        List<DemoInstallation> installations = new ArrayList<>();
        for (DemoUpgrade upgrade : DemoUpgrade.since(joined, gdm, random)) {
            phone = random.happens(NEW_PHONE_AT_UPGRADE) ? phone.next(random) : phone;
            installations.add(install(id, upgrade, phone, tables.mobile()));
        }
        meters.add(id, joined, installations, tables.bloodGlucoseMeter());
    }

    private DemoInstallation install(String patient, DemoUpgrade upgrade, DemoPhone phone, DemoTable table) {
        LocalDateTime launched = calendar.momentOf(upgrade.day(), random);
        LocalDateTime created = calendar.receiptOf(launched, random);
        UUID id = random.recordId(created);
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
        return new DemoInstallation(id, launched, product, version);
    }
}
