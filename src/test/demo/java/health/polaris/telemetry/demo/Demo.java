package health.polaris.telemetry.demo;

import health.polaris.telemetry.analytics.versions.AdoptionObserver;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;

/** Fills an empty database with demo data; leaves any other database unchanged. */
public final class Demo {
    /** A database whose first patient, the example of the documentation, has an installation and a verification. */
    private static final long SEED = 119;

    private static final int PEOPLE = 5_000;

    private static final String IS_USED = "select exists (select from mobile) or exists (select from desktop)"
            + " or exists (select from blood_glucose_meter)";

    private final DatabaseLogin database;
    private final boolean ours;
    private final Consumer<String> listener;

    /**
     * Demo data for a database.
     *
     * @param database the database
     * @param ours whether this run created the database
     * @param listener receives progress messages
     */
    public Demo(DatabaseLogin database, boolean ours, Consumer<String> listener) {
        this.database = database;
        this.ours = ours;
        this.listener = listener;
    }

    /** Whether the system property {@code demo} is set to anything but false. */
    public static boolean isWanted() {
        return !System.getProperty("demo", "false").equalsIgnoreCase("false");
    }

    /**
     * Requires the tables of the service. Throws a {@link LocalFailure} if they contain other rows, unless the demo
     * data are present too.
     */
    public void fill() {
        DemoData data = new DemoData(SEED, PEOPLE, yesterday());
        try (Connection connection = database.source().getConnection()) {
            if (data.isComplete(connection)) {
                listener.accept("The demo data are present already");
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
        DemoHistory.write(connection);
        DemoExamples.write(connection);
        try (Statement statement = connection.createStatement()) {
            // without statistics, plans are poor until autovacuum runs
            statement.execute("analyze mobile, desktop, blood_glucose_meter");
        }
        new AdoptionObserver(database.source())
                .observeAnew(); // the service has already observed these days without the data
        listener.accept(String.format(Locale.ROOT, "Filled the database with %,d people in %,d rows", PEOPLE, rows));
    }

    private String remedy() {
        return ours ? "delete .local to start with a new database." : "name an empty one with DATABASE_NAME.";
    }

    /** The last day of the demo data: recent enough for current figures, without future dates. */
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
