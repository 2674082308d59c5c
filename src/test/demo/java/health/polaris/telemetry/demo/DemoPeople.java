package health.polaris.telemetry.demo;

import java.time.LocalDate;
import java.util.Locale;

/** Users of the apps: 85 % patients and 15 % clinicians. */
final class DemoPeople {
    private static final int CLINICIANS_IN_A_HUNDRED = 15;

    private final DemoPatients patients;
    private final DemoClinicians clinicians;

    DemoPeople(long seed, LocalDate lastDay) {
        DemoRandom random = new DemoRandom(seed);
        DemoCalendar calendar = new DemoCalendar(lastDay);
        DemoReleases gdm = DemoReleases.ofGdm(random);
        DemoReleases send = DemoReleases.ofSend(random);
        this.patients = new DemoPatients(random, calendar, gdm);
        this.clinicians = new DemoClinicians(random, calendar, gdm, send);
    }

    /**
     * Adds all rows of one person. Numbers must be consecutive from 1, because the random sequence continues between
     * people.
     */
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
