package health.polaris.telemetry.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.entity.RecordView;
import java.time.Instant;
import java.util.List;

/**
 * A version in responses.
 *
 * @param validTo the start of the next version; null for the last
 * @param operation null if the version began before history is known
 * @param changedBy null if unknown
 * @param changed the names of the fields that differ from the version before
 */
public record VersionView<F>(
        @JsonUnwrapped RecordView<F> record,
        Instant validFrom,
        Instant validTo,
        Operation operation,
        String changedBy,
        List<String> changed) {
    /** The keys of a version, without those of the record. */
    public static final List<String> KEYS =
            RecordView.fieldNames(VersionView.class).skip(1).toList();

    /** Returns this version with another view of its record. */
    public <G> VersionView<G> with(RecordView<G> other) {
        return new VersionView<>(other, validFrom, validTo, operation, changedBy, changed);
    }
}
