package health.polaris.telemetry.local;

import java.util.ArrayList;
import java.util.List;

/** Serial numbers of meters. Few meters are passed on, to the one or two patients that get a meter next. */
final class DemoSerialNumbers {
    private static final double PASSED_ON = 0.003;
    private static final int FIRST = 10_000_000;

    private final DemoChance chance;
    private int next = FIRST;
    private String passedOn;
    private int timesToPass;

    DemoSerialNumbers(DemoChance chance) {
        this.chance = chance;
    }

    /** Those of the meters of one patient. */
    List<String> of(int meters) {
        List<String> numbers = new ArrayList<>();
        if (meters > 0) {
            numbers.add(timesToPass > 0 ? passed() : made());
        }
        while (numbers.size() < meters) {
            numbers.add(made());
        }
        return numbers;
    }

    private String passed() {
        timesToPass--;
        return passedOn;
    }

    private String made() {
        next += chance.between(1, 9);
        String made = "GM" + next;
        if (timesToPass == 0 && chance.happens(PASSED_ON)) {
            passedOn = made;
            timesToPass = chance.between(1, 2);
        }
        return made;
    }
}
