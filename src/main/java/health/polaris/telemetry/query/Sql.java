package health.polaris.telemetry.query;

import jakarta.persistence.Query;
import java.util.List;
import java.util.function.Function;

/**
 * SQL and the values of its parameters.
 *
 * @param sql with {@code ?1}, {@code ?2} and so on, as Jakarta Persistence has it
 * @param parameters the first one's value first
 */
public record Sql(String sql, List<Object> parameters) {
    /** From SQL with bare question marks. */
    public static Sql numbered(String sql, List<Object> parameters) {
        String[] parts = sql.split("\\?", -1);
        StringBuilder numbered = new StringBuilder(parts[0]);
        for (int number = 1; number < parts.length; number++) {
            numbered.append('?').append(number).append(parts[number]);
        }
        return new Sql(numbered.toString(), List.copyOf(parameters));
    }

    /** The query that it is, made of its SQL, with its parameters set. */
    public Query query(Function<String, Query> made) {
        Query query = made.apply(sql);
        for (int number = 1; number <= parameters.size(); number++) {
            query.setParameter(number, parameters.get(number - 1));
        }
        return query;
    }
}
