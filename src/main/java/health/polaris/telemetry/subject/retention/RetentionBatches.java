package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.settings.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The batches of a run. Each is one statement, which is its own transaction and also adds to the numbers of the run. They
 * use the connection that holds the lock of the run: if it breaks, the run ends, and another node can continue it.
 */
class RetentionBatches implements AutoCloseable {
    private static final long LOCK_ID = 0x72657461696eL; // "retain"
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final String PARAMETERS = "?, cast(? as timestamptz)";

    private static final String BATCH = """
            with batch as (select number, resume_at from %1$s)
            update retention_run r set %2$s = r.%2$s + b.number from batch b where r.ended is null
            returning b.number, b.resume_at""";

    private final Connection connection;
    private final int networkTimeout;
    private boolean locked;
    private volatile String step = "";

    RetentionBatches(Connection connection) throws SQLException {
        this.connection = connection;
        networkTimeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
    }

    /** Whether this connection now holds the lock; otherwise another node does. */
    boolean lock() throws SQLException {
        locked = queryForBoolean("select pg_try_advisory_lock(" + LOCK_ID + ")");
        return locked;
    }

    /**
     * Removes all that is too old, in batches. Returns false if it stopped before.
     *
     * @param now the time from which the days are counted back
     */
    boolean run(Retention settings, OffsetDateTime now, BooleanSupplier stopping) throws SQLException {
        for (RetentionWork work : RetentionWork.values()) {
            if (work.days(settings).isPresent()) {
                String before = now.minusDays(work.days(settings).get()).toString();
                for (String call : calls(work, settings.mode())) {
                    if (!run(work, call, before, stopping)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Calls of SQL functions that remove a batch each, with parameters for its position and the time. */
    private static List<String> calls(RetentionWork work, Retention.Mode mode) {
        return switch (work) {
            case VERSIONS ->
                List.of(
                        "remove_versions('mobile', " + PARAMETERS + ", 5000)",
                        "remove_versions('desktop', " + PARAMETERS + ", 5000)",
                        "remove_versions('blood_glucose_meter', " + PARAMETERS + ", 5000)");
            case INSTALLATIONS ->
                List.of(
                        "blank_installations('patient', " + PARAMETERS + ", 2000)",
                        "blank_installations('clinician', " + PARAMETERS + ", 2000)");
            case ACCESS_EVENTS -> List.of("remove_access_events(" + PARAMETERS + ", 5000)");
            case PEOPLE ->
                List.of(
                        "expire_people('patient', " + PARAMETERS + ", '" + mode.label() + "', 2000, 100)",
                        "expire_people('clinician', " + PARAMETERS + ", '" + mode.label() + "', 2000, 100)");
        };
    }

    /** What is being removed, for the log. */
    String step() {
        return step;
    }

    private boolean run(RetentionWork work, String call, String before, BooleanSupplier stopping) throws SQLException {
        long removed = 0;
        String position = "";
        try (PreparedStatement batch = connection.prepareStatement(BATCH.formatted(call, work.label()))) {
            while (position != null) {
                if (stopping.getAsBoolean()) {
                    return false;
                }
                batch.setString(1, position);
                batch.setString(2, before);
                try (ResultSet row = batch.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("The run was removed from the table retention_run.");
                    }
                    removed += row.getLong(1);
                    RetentionMetrics.processed(work, row.getLong(1));
                    position = row.getString(2);
                }
                step = removed + " " + work.label().replace('_', ' ');
            }
        }
        return true;
    }

    private boolean queryForBoolean(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws SQLException {
        if (locked) {
            queryForBoolean("select pg_advisory_unlock(" + LOCK_ID + ")");
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }
}
