package health.polaris.telemetry.query;

import jakarta.persistence.Query;
import java.util.List;
import java.util.function.Function;

/**
 * SQL with its parameter values.
 *
 * @param sql with numbered parameters {@code ?1}, {@code ?2} and so on (Jakarta Persistence)
 * @param parameters the values, in order
 */
public record Sql(String sql, List<Object> parameters) {
    /** Numbers the parameters of SQL with plain question marks. */
    public static Sql numbered(String sql, List<Object> parameters) {
        String[] parts = sql.split("\\?", -1);
        StringBuilder numbered = new StringBuilder(parts[0]);
        for (int number = 1; number < parts.length; number++) {
            numbered.append('?').append(number).append(parts[number]);
        }
        return new Sql(numbered.toString(), List.copyOf(parameters));
    }

    /** Creates the query and sets its parameters. */
    public Query query(Function<String, Query> factory) {
        Query query = factory.apply(sql);
        for (int number = 1; number <= parameters.size(); number++) {
            query.setParameter(number, parameters.get(number - 1));
        }
        return query;
    }
}
