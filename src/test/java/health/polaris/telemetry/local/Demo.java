package health.polaris.telemetry.local;

import health.polaris.telemetry.fleet.AdoptionObserver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;

/** Fills an empty database with demo data, and leaves any other as it is. */
final class Demo {
    /** One whose first patient, a newcomer's example, has installed and verified something. */
    private static final long SEED = 119;

    private static final int PEOPLE = 5_000;

    private static final String IS_USED = "select exists (select from mobile) or exists (select from desktop)"
            + " or exists (select from blood_glucose_meter)";

    private final DatabaseLogin database;
    private final boolean ours;
    private final Consumer<String> listener;

    /**
     * The demo data of a database.
     *
     * @param database which one
     * @param ours whether the run made it
     * @param listener is told what happens
     */
    Demo(DatabaseLogin database, boolean ours, Consumer<String> listener) {
        this.database = database;
        this.ours = ours;
        this.listener = listener;
    }

    /** Whether the system property {@code demo} is set, to whatever but false. */
    static boolean isWanted() {
        return !System.getProperty("demo", "false").equalsIgnoreCase("false");
    }

    /**
     * The service must have made the tables. Other rows in them are a {@link LocalFailure}, unless the demo data are there as
     * well: a newcomer who has tried to add something may start again.
     */
    void fill() {
        DemoData data = new DemoData(SEED, PEOPLE, yesterday());
        try (Connection connection = database.source().getConnection()) {
            if (data.isComplete(connection)) {
                listener.accept("The demo data are there already");
            } else if (isUsed(connection)) {
                throw new LocalFailure(
                        "The database has other data than the demo data, or only a part of these, and is left"
                                + " as it is: run without -Ddemo, or " + remedy());
            } else {
                write(data, connection);
            }
        } catch (SQLException e) {
            throw new LocalFailure("The demo data cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(DemoData data, Connection connection) throws SQLException {
        long rows;
        try (ProgressBar bar = DemoProgress.bar(PEOPLE, listener)) {
            rows = data.write(connection, bar::stepTo);
        }
        try (Statement statement = connection.createStatement()) {
            // at once, because plans made without it are bad until PostgreSQL does it by itself
            statement.execute("analyze mobile, desktop, blood_glucose_meter");
        }
        new AdoptionObserver(database.source()).observeAnew(); // the service has observed these days without the data
        listener.accept(String.format(Locale.ROOT, "Filled the database with %,d people in %,d rows", PEOPLE, rows));
    }

    private String remedy() {
        return ours ? "delete .local to start anew." : "name an empty one with DATABASE_NAME.";
    }

    /** So that nothing has happened in the future, and yet there is something for "this week". */
    private static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    private static boolean isUsed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(IS_USED)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
