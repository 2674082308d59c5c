package health.polaris.telemetry.audit;

import health.polaris.telemetry.entity.RecordView;
import java.util.Collection;

/** A response with a number of records. A stream knows it when it has ended. */
public interface Counted {
    long records();

    /** The number of records of any response; 0 for one without records, such as a problem detail. */
    static long recordsOf(Object response) {
        if (response instanceof Counted counted) {
            return counted.records();
        }
        if (response instanceof Collection<?> records) {
            return records.size();
        }
        return response instanceof RecordView<?> ? 1 : 0;
    }
}
