package health.polaris.telemetry.contract;

import health.polaris.telemetry.query.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;

/** Query plans of PostgreSQL. */
public final class QueryPlan {
    private QueryPlan() {}

    /** The plan of a statement without sequential scans, because the tables of the tests are small. */
    public static String of(Sql statement) throws SQLException {
        return of(statement, "reset enable_bitmapscan");
    }

    /** The same with a setting of the session. */
    public static String of(Sql statement, String setting) throws SQLException {
        try (Connection connection = Database.connection();
                Statement session = connection.createStatement()) {
            session.execute("set enable_seqscan = off");
            session.execute(setting);
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = session.executeQuery("explain " + withLiterals(statement))) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    /** Replaces parameters by literals, the last first, because ?1 is a prefix of ?10. */
    private static String withLiterals(Sql statement) {
        String sql = statement.sql();
        for (int number = statement.parameters().size(); number > 0; number--) {
            Object value = statement.parameters().get(number - 1);
            sql = sql.replace("?" + number, literal(value));
        }
        return sql;
    }

    private static String literal(Object value) {
        if (value instanceof Integer) {
            return value.toString();
        }
        return (value instanceof LocalDateTime ? "timestamp " : "") + "'" + value + "'";
    }
}
