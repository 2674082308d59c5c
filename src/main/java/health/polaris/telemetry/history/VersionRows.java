package health.polaris.telemetry.history;

import java.util.List;
import java.util.Optional;

/**
 * Rows of one record.
 *
 * @param rows newest first, at least one
 * @param before the row before the last; empty if the last is the oldest
 */
public record VersionRows<F>(List<? extends RecordVersion<F>> rows, Optional<? extends RecordVersion<F>> before) {}
