package health.polaris.telemetry.contract;

import java.sql.SQLException;

/** Moves the time from which history is known, until it is closed. */
public final class KnownHistory implements AutoCloseable {
    private static final String SET = "update history_start set since = '%s'";

    private final String before = Database.text("select since from history_start");

    private KnownHistory(String since) throws SQLException {
        Database.execute(SET.formatted(since));
    }

    public static KnownHistory since(String time) throws SQLException {
        return new KnownHistory(time);
    }

    @Override
    public void close() throws SQLException {
        Database.execute(SET.formatted(before));
    }
}
