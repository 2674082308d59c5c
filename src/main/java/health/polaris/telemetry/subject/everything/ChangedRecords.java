package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.history.VersionView;
import java.util.function.Predicate;

/** Passes versions of records on, without those of records that have only one version. */
final class ChangedRecords implements Predicate<VersionView<?>> {
    private final Predicate<VersionView<?>> consumer;

    /** The last record. */
    private String uuid = "";

    /** Its first version, until there is a second one. */
    private VersionView<?> first;

    ChangedRecords(Predicate<VersionView<?>> consumer) {
        this.consumer = consumer;
    }

    /** Accepts the next version: the versions of a record follow one another. */
    @Override
    public boolean test(VersionView<?> version) {
        if (!version.record().uuid().equals(uuid)) {
            uuid = version.record().uuid();
            first = version;
            return true;
        }
        boolean more = first == null || consumer.test(first);
        first = null;
        return more && consumer.test(version);
    }
}
