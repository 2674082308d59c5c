package health.polaris.telemetry.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Paging;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Response of the figure operations.
 *
 * @param computedAt the time of the computation
 * @param over the parameters of the request, with defaults for missing days and period
 * @param total the number of people that the figures are about; null if suppressed
 * @param knownProducts the products that exist, largest first, if the requested one does not; otherwise null
 * @param figures the result
 */
public record Figure<T>(
        OffsetDateTime computedAt,
        Map<String, String> over,
        Long total,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> knownProducts,
        T figures)
        implements Counted {
    /** The number of records among the figures. */
    @Override
    public long records() {
        return Counted.recordsOf(figures);
    }

    public static <T> Figure<T> of(
            QueryParameters parameters, Long total, Optional<List<String>> knownProducts, T figures) {
        return of(parameters.without(Paging.PARAMETERS), total, knownProducts, figures);
    }

    public static <T> Figure<T> of(
            QueryParameters parameters, TimeRange range, Long total, Optional<List<String>> knownProducts, T figures) {
        Map<String, String> over = parameters.without(Paging.PARAMETERS);
        over.put("from", range.from().toString());
        over.put("to", range.to().toString());
        over.put("period", range.period().label());
        return of(over, total, knownProducts, figures);
    }

    private static <T> Figure<T> of(
            Map<String, String> over, Long total, Optional<List<String>> knownProducts, T figures) {
        return new Figure<>(OffsetDateTime.now(ZoneOffset.UTC), over, total, knownProducts.orElse(null), figures);
    }
}
