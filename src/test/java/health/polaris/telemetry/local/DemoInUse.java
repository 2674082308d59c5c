package health.polaris.telemetry.local;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/**
 * An installation that is on a patient's phone until the next one.
 *
 * @param id the id of its record
 * @param since when it was launched first
 * @param product the app
 * @param version the app's version, as the phone tells it
 */
record DemoInUse(UUID id, LocalDateTime since, String product, String version) {
    /** Which of one patient's installations, in order of time, was in use at a moment after the first launch. */
    static DemoInUse at(LocalDateTime moment, List<DemoInUse> installations) {
        int i = installations.size() - 1;
        while (i > 0 && installations.get(i).since().isAfter(moment)) {
            i--;
        }
        return installations.get(i);
    }
}
