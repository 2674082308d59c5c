package health.polaris.telemetry.local;

import java.time.LocalDateTime;
import java.util.List;

/** Blood glucose meters that patients pair with their phones, and verify now and then. */
final class DemoMeters {
    private static final double HAS_ONE = 0.6;
    private static final double HAS_ANOTHER = 0.25;
    private static final int MOST_VERIFICATIONS = 4;

    private final DemoChance chance;
    private final DemoCalendar calendar;
    private final DemoSerialNumbers serialNumbers;

    DemoMeters(DemoChance chance, DemoCalendar calendar) {
        this.chance = chance;
        this.calendar = calendar;
        this.serialNumbers = new DemoSerialNumbers(chance);
    }

    /** Those of a patient with these installations, if any. */
    void add(String patient, int joined, List<DemoInUse> installations, DemoTable table) {
        int most = chance.happens(HAS_ANOTHER) ? 2 : 1;
        int meters = chance.happens(HAS_ONE) ? most : 0;
        serialNumbers.of(meters).forEach(number -> verify(number, patient, joined, installations, table));
    }

    private void verify(String number, String patient, int joined, List<DemoInUse> installations, DemoTable table) {
        int day = joined + 1 + chance.days(7);
        int times = chance.between(1, MOST_VERIFICATIONS);
        for (int i = 0; i < times && day <= DemoCalendar.LAST_DAY; i++) {
            verify(number, patient, day, DemoReading.any(chance), installations, table);
            day += chance.between(14, 120);
        }
    }

    private void verify(
            String number,
            String patient,
            int day,
            DemoReading reading,
            List<DemoInUse> installations,
            DemoTable table) {
        LocalDateTime moment = calendar.momentOf(day, chance);
        LocalDateTime created = calendar.receiptOf(moment, chance);
        DemoInUse app = DemoInUse.at(moment, installations);
        boolean dated = reading.correct() != null || chance.happens(0.3);
        boolean appKnown = chance.happens(0.98);
        table.add(
                chance.recordId(created),
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
