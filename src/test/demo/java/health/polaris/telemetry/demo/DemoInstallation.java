package health.polaris.telemetry.demo;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/**
 * An installation on a patient's phone.
 *
 * @param id the id of its record
 * @param since the time of first launch
 * @param product the app
 * @param version the version that the phone reports
 */
record DemoInstallation(UUID id, LocalDateTime since, String product, String version) {
    /** The installation in use at a time after the first launch. The list is sorted by time. */
    static DemoInstallation at(LocalDateTime moment, List<DemoInstallation> installations) {
        int i = installations.size() - 1;
        while (i > 0 && installations.get(i).since().isAfter(moment)) {
            i--;
        }
        return installations.get(i);
    }
}
