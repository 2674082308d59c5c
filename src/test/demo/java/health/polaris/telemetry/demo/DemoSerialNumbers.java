package health.polaris.telemetry.demo;

import java.util.ArrayList;
import java.util.List;

/** Serial numbers of meters. A few meters are passed on to one or two later patients. */
final class DemoSerialNumbers {
    private static final double PASSED_ON = 0.003;
    private static final int FIRST = 10_000_000;

    private final DemoRandom random;
    private int next = FIRST;
    private String passedOn;
    private int timesToPass;

    DemoSerialNumbers(DemoRandom random) {
        this.random = random;
    }

    /** The serial numbers of one patient's meters. */
    List<String> of(int meters) {
        List<String> numbers = new ArrayList<>();
        if (meters > 0) {
            numbers.add(timesToPass > 0 ? shared() : created());
        }
        while (numbers.size() < meters) {
            numbers.add(created());
        }
        return numbers;
    }

    private String shared() {
        timesToPass--;
        return passedOn;
    }

    private String created() {
        next += random.between(1, 9);
        String created = "GM" + next;
        if (timesToPass == 0 && random.happens(PASSED_ON)) {
            passedOn = created;
            timesToPass = random.between(1, 2);
        }
        return created;
    }
}
