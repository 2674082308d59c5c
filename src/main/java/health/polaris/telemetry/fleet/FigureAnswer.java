package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.record.Paging;
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
record FigureAnswer<T>(OffsetDateTime computedAt, Map<String, String> over, T figures) {
    static <T> FigureAnswer<T> over(QueryParameters given, T figures) {
        return new FigureAnswer<>(OffsetDateTime.now(ZoneOffset.UTC), given.without(Paging.PARAMETERS), figures);
    }

    static <T> FigureAnswer<T> over(QueryParameters given, Span span, T figures) {
        Map<String, String> over = given.without(Paging.PARAMETERS);
        over.put("from", span.from().toString());
        over.put("to", span.to().toString());
        over.put("period", span.period().label());
        return new FigureAnswer<>(OffsetDateTime.now(ZoneOffset.UTC), over, figures);
    }
}
