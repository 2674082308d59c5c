package health.polaris.telemetry.demo;

import java.time.LocalDateTime;
import java.util.List;

/** Blood glucose meters that patients pair with their phones, and verify occasionally. */
final class DemoMeters {
    private static final double HAS_ONE = 0.6;
    private static final double HAS_ANOTHER = 0.25;
    private static final int MAX_VERIFICATIONS = 4;

    private final DemoRandom random;
    private final DemoCalendar calendar;
    private final DemoSerialNumbers serialNumbers;

    DemoMeters(DemoRandom random, DemoCalendar calendar) {
        this.random = random;
        this.calendar = calendar;
        this.serialNumbers = new DemoSerialNumbers(random);
    }

    /** Adds the meters, if any, of a patient with these installations. */
    void add(String patient, int joined, List<DemoInstallation> installations, DemoTable table) {
        int maxMeters = random.happens(HAS_ANOTHER) ? 2 : 1;
        int meters = random.happens(HAS_ONE) ? maxMeters : 0;
        serialNumbers.of(meters).forEach(number -> verify(number, patient, joined, installations, table));
    }

    private void verify(
            String number, String patient, int joined, List<DemoInstallation> installations, DemoTable table) {
        int day = joined + 1 + random.days(7);
        int times = random.between(1, MAX_VERIFICATIONS);
        for (int i = 0; i < times && day <= DemoCalendar.LAST_DAY; i++) {
            verify(number, patient, day, DemoReading.any(random), installations, table);
            day += random.between(14, 120);
        }
    }

    private void verify(
            String number,
            String patient,
            int day,
            DemoReading reading,
            List<DemoInstallation> installations,
            DemoTable table) {
        LocalDateTime moment = calendar.momentOf(day, random);
        LocalDateTime created = calendar.receiptOf(moment, random);
        DemoInstallation app = DemoInstallation.at(moment, installations);
        boolean dated = reading.correct() != null || random.happens(0.3);
        boolean appKnown = random.happens(0.98);
        table.add(
                random.recordId(created),
                created,
                patient,
                app.id(),
                number,
                dated ? moment + "Z" : null,
                reading.correct(),
                appKnown ? app.product() : null,
                appKnown ? app.version() : null,
                reading.value());
    }
}
