package health.polaris.telemetry.local;

import java.time.LocalDate;
import java.util.Locale;

/** Whoever uses an app: 85 patients and 15 clinicians in a hundred people. */
final class DemoPeople {
    private static final int CLINICIANS_IN_A_HUNDRED = 15;

    private final DemoPatients patients;
    private final DemoClinicians clinicians;

    DemoPeople(long seed, LocalDate lastDay) {
        DemoChance chance = new DemoChance(seed);
        DemoCalendar calendar = new DemoCalendar(lastDay);
        DemoReleases gdm = DemoReleases.ofGdm(chance);
        DemoReleases send = DemoReleases.ofSend(chance);
        this.patients = new DemoPatients(chance, calendar, gdm);
        this.clinicians = new DemoClinicians(chance, calendar, gdm, send);
    }

    /** All rows of one person; the numbers begin with 1 and must come in order, because chance goes on from one to the next. */
    void add(int number, DemoTables tables) {
        if (isClinician(number)) {
            clinicians.add(id(number), tables);
        } else {
            patients.add(id(number), tables);
        }
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "demo-%s-%06d", isClinician(number) ? "clinician" : "patient", number);
    }

    private static boolean isClinician(int number) {
        return number * CLINICIANS_IN_A_HUNDRED % 100 < CLINICIANS_IN_A_HUNDRED;
    }
}
