package health.polaris.telemetry.progress;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Progress of concurrent index builds in the current schema, by this node or another. */
public class IndexBuilds {
    private static final System.Logger LOG = System.getLogger(IndexBuilds.class.getName());

    private static final String CURRENT = """
            select relname, phase,
                case when phase like '%scanning%' then 100 * blocks_done / nullif(blocks_total, 0)
                    when phase like '%loading%' then 100 * tuples_done / nullif(tuples_total, 0) end as percent,
                nullif(current_locker_pid, 0) as locker
            from pg_stat_progress_create_index join pg_class on pg_class.oid = index_relid
            where datname = current_database() and relnamespace = current_schema()::regnamespace
            order by pid limit 1""";

    private final DataSource database;
    private volatile List<String> expected = List.of();
    private volatile int position;

    public IndexBuilds(DataSource database) {
        this.database = database;
    }

    /** Sets the indexes that are going to be built, in this order. */
    public void expect(List<String> names) {
        expected = List.copyOf(names);
        position = 0;
    }

    /** The progress of the current build; unknown if there is none, or if no connection is free. */
    public Progress progress() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet build = statement.executeQuery(CURRENT)) {
            return build.next() ? progress(build) : Progress.UNKNOWN;
        } catch (SQLException unavailable) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The progress of index builds cannot be read: {0}",
                    unavailable.toString());
            return Progress.UNKNOWN;
        }
    }

    private Progress progress(ResultSet build) throws SQLException {
        String index = build.getString("relname");
        int completed = position(index);
        StringBuilder step = new StringBuilder("index ").append(index);
        if (completed >= 0) {
            step.append(" (")
                    .append(completed + 1)
                    .append(" of ")
                    .append(expected.size())
                    .append(')');
        }
        step.append(", ").append(build.getString("phase"));
        if (build.getString("percent") != null) {
            step.append(", ").append(build.getString("percent")).append(" %");
        }
        if (build.getString("locker") != null) {
            step.append(", because of the transaction of process ").append(build.getString("locker"));
        }
        return new Progress(step.toString(), completed < 0 ? Double.NaN : (double) completed / expected.size());
    }

    /** The position of an index among those that are still expected, because a later migration may build it again; -1 if it is not. */
    private int position(String index) {
        for (int next = position; next < expected.size(); next++) {
            if (expected.get(next).equals(index)) {
                position = next;
                return next;
            }
        }
        return -1;
    }
}
