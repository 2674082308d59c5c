package health.polaris.telemetry.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns that a change gives another value, each with this value. */
public final class Changes {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a column, unless its value is null, which leaves the column as it is. */
    public Changes with(String column, Object value) {
        if (value != null) {
            values.put(column, value);
        }
        return this;
    }

    boolean areNone() {
        return values.isEmpty();
    }

    /**
     * The statement that makes them and answers the whole row as it is then: one round trip, which locks the row until the
     * transaction ends. The time and the author of the last change are only new if anything is.
     */
    Statement statement(String table, Changes stamp, Changes key) {
        String columns = String.join(", ", values.keySet());
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        List<Object> parameters = new ArrayList<>(values.values());
        StringBuilder sql = new StringBuilder("update " + table + " set (" + columns + ") = row (" + marks + ")");
        stamp.values.forEach((column, value) -> {
            sql.append(", %1$s = case when (%2$s) is distinct from (%3$s) then ? else %1$s end"
                    .formatted(column, columns, marks));
            parameters.addAll(values.values());
            parameters.add(value);
        });
        sql.append(" where ")
                .append(String.join(" = ? and ", key.values.keySet()))
                .append(" = ? returning *");
        parameters.addAll(key.values.values());
        return Statement.numbered(sql.toString(), parameters);
    }
}
