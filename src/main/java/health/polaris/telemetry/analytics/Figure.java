package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Paging;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Response of the figure operations.
 *
 * @param computedAt the time of the computation
 * @param over the parameters of the request, with defaults for missing days and period
 * @param figures the result
 */
public record Figure<T>(OffsetDateTime computedAt, Map<String, String> over, T figures) {
    public static <T> Figure<T> of(QueryParameters parameters, T figures) {
        return new Figure<>(OffsetDateTime.now(ZoneOffset.UTC), parameters.without(Paging.PARAMETERS), figures);
    }

    public static <T> Figure<T> of(QueryParameters parameters, TimeRange range, T figures) {
        Map<String, String> over = parameters.without(Paging.PARAMETERS);
        over.put("from", range.from().toString());
        over.put("to", range.to().toString());
        over.put("period", range.period().label());
        return new Figure<>(OffsetDateTime.now(ZoneOffset.UTC), over, figures);
    }
}
