package health.polaris.telemetry.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns of one row, each with the value that it is to get. */
public final class Columns {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a column, unless its value is null: a new row has none then, and another keeps the one it has. */
    public Columns with(String column, Object value) {
        if (value != null) {
            values.put(column, value);
        }
        return this;
    }

    boolean areNone() {
        return values.isEmpty();
    }

    /** The statement that makes a row of them. */
    Statement insert(String table) {
        return Statement.numbered(
                "insert into %s (%s) values (%s) returning uuid"
                        .formatted(table, names(), Statement.marks(values.size())),
                List.copyOf(values.values()));
    }

    /**
     * The statement that gives them to a row and answers the whole row as it is then, in one round trip. The time and the author of
     * the last change are only new if anything is.
     */
    Statement update(String table, Columns stamp, Columns key) {
        String columns = names();
        String marks = Statement.marks(values.size());
        List<Object> parameters = new ArrayList<>(values.values());
        StringBuilder sql = new StringBuilder("update " + table + " set (" + columns + ") = row (" + marks + ")");
        stamp.values.forEach((column, value) -> {
            sql.append(", " + column + " = case when (" + columns + ") is distinct from (" + marks + ") then ? else "
                    + column + " end");
            parameters.addAll(values.values());
            parameters.add(value);
        });
        sql.append(" where ")
                .append(String.join(" = ? and ", key.values.keySet()))
                .append(" = ? returning *");
        parameters.addAll(key.values.values());
        return Statement.numbered(sql.toString(), parameters);
    }

    private String names() {
        return String.join(", ", values.keySet());
    }
}
