package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Paging;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A figure, and of what it is one.
 *
 * @param computedAt when it was computed: of the records of that moment
 * @param over what it is about: the parameters of the question, with the days where none were given
 * @param figures itself
 */
public record Figure<T>(OffsetDateTime computedAt, Map<String, String> over, T figures) {
    public static <T> Figure<T> over(QueryParameters given, T figures) {
        return new Figure<>(OffsetDateTime.now(ZoneOffset.UTC), given.without(Paging.PARAMETERS), figures);
    }

    public static <T> Figure<T> over(QueryParameters given, TimeRange span, T figures) {
        Map<String, String> over = given.without(Paging.PARAMETERS);
        over.put("from", span.from().toString());
        over.put("to", span.to().toString());
        over.put("period", span.period().label());
        return new Figure<>(OffsetDateTime.now(ZoneOffset.UTC), over, figures);
    }
}
