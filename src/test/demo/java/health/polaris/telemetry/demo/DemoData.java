package health.polaris.telemetry.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Fictitious people with their installations and verifications over 24 months. Seed, number of people and last day
 * determine all rows. Ids of people start with {@code demo-}, and no time is after the last day, in UTC.
 */
public final class DemoData {
    /** Present in all demo data. */
    public static final String FIRST_PATIENT = DemoPeople.id(1);

    /** A compromise between the speed of COPY and the size of a transaction in memory. */
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

    /** Whether the database has the rows, up to those of the last person. */
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
     * Writes all rows, with one transaction per few hundred people. After a failure, the connection must be closed or
     * rolled back.
     *
     * @param connection a PostgreSQL connection to a database with the tables
     * @param written receives the number of people written so far after each transaction
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
