package health.polaris.telemetry.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * People who never lived, and what they installed and verified in 24 months. The same seed, number of people and last day
 * make the same rows. The id of each person begins with {@code demo-}, and nothing is later than the last day, in UTC.
 */
public final class DemoData {
    /** There is always this one. */
    public static final String FIRST_PATIENT = DemoPeople.id(1);

    /**
     * Enough for COPY to be fast. Few enough to be held in memory, and for one transaction: the triggers of the tables lock each
     * person until its end, and PostgreSQL has room for some thousand locks.
     */
    private static final int PEOPLE_AT_ONCE = 500;

    private static final String IS_COMPLETE = "select exists (select from mobile where patient_id = ?)"
            + " or exists (select from desktop where clinician_id = ?)";

    private final long seed;
    private final int people;
    private final LocalDate lastDay;

    public DemoData(long seed, int people, LocalDate lastDay) {
        this.seed = seed;
        this.people = people;
        this.lastDay = lastDay;
    }

    /** Whether the rows are in a database, up to those of the last person. */
    public boolean isComplete(Connection connection) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(IS_COMPLETE)) {
            question.setString(1, DemoPeople.id(people));
            question.setString(2, DemoPeople.id(people));
            try (ResultSet answer = question.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /**
     * Writes all rows, in a transaction for every few hundred people, and commits each. After a failure the connection must be
     * closed or rolled back.
     *
     * @param connection to PostgreSQL, with the tables in place
     * @param written is told after each transaction how many people's rows are written so far
     * @return the number of rows
     */
    public long write(Connection connection, LongConsumer written) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        CopyManager database = connection.unwrap(PGConnection.class).getCopyAPI();
        DemoPeople source = new DemoPeople(seed, lastDay);
        DemoTables tables = DemoTables.empty();
        long rows = 0;
        for (int number = 1; number <= people; number++) {
            source.add(number, tables);
            if (number % PEOPLE_AT_ONCE == 0 || number == people) {
                rows += tables.flush(database);
                connection.commit();
                written.accept(number);
            }
        }
        connection.setAutoCommit(autoCommit);
        return rows;
    }
}
