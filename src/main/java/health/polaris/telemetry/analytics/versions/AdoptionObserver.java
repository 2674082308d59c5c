package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.progress.LongTask;
import health.polaris.telemetry.progress.Progress;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import javax.sql.DataSource;

/**
 * Stores the number of people with each version at the end of each day in the table {@code adoption_day}. Stored days
 * are never updated, even if records change or are removed.
 *
 * <p>The day that has just ended is counted with current versions. Earlier days, on which no node was running or which
 * precede a takeover, are reconstructed: an installation, as stored now, counts from the day of its first use until
 * the day before the person first uses the next installation of the product.
 *
 * <p>Only the largest products and versions of each kind are stored by name. Their size is the sum of their people over
 * the days of one observation. The others are merged before they are expanded into days, because clients can store any
 * number of them.
 */
public class AdoptionObserver {
    private static final System.Logger LOG = System.getLogger(AdoptionObserver.class.getName());

    /** Limits the reconstruction, because a phone with a wrong clock may report a first use centuries ago. */
    private static final int MAX_YEARS = 10;

    /** The first observation of a large fleet takes longer than a request may. */
    private static final int TIMEOUT_MINUTES = 30;

    private static final int MAX_VERSIONS_OF_PRODUCT = 500;
    private static final int MAX_VERSIONS = 2_000;

    private static final String OBSERVATION =
            """
            with installation as (
                select 'patient' as kind, app_product, app_version, cast(date_first_launched_ as date) as since,
                    lag(cast(date_first_launched_ as date)) over (
                        partition by patient_id, app_product
                        order by date_first_launched_ desc, created desc, uuid desc) as until
                from mobile where date_first_launched_ < cast(? as date) + 1
                    and %4$s
                union all
                select 'clinician', app_product, app_version, cast(date_first_used_ as date),
                    lag(cast(date_first_used_ as date)) over (
                        partition by clinician_id, app_product
                        order by date_first_used_ desc, app_version desc, created desc, uuid desc)
                from desktop where date_first_used_ < cast(? as date) + 1
                    and %4$s
            ), change as (
                select kind, app_product, app_version, day, sum(people) as people
                from (
                    select kind, app_product, app_version, greatest(since, cast(? as date)) as day, 1 as people
                    from installation where until is null or until > greatest(since, cast(? as date))
                    union all
                    select kind, app_product, app_version, until, -1
                    from installation where until > greatest(since, cast(? as date))
                ) as step
                group by kind, app_product, app_version, day
            ), total as (
                select *, sum(days) over (partition by kind, app_product) as of_product,
                    sum(days) over (partition by kind, app_product, app_version) as of_version
                from (select *, people * (cast(? as date) + 1 - day) as days from change) as change
            ), ranked as (
                select *,
                    dense_rank() over (partition by kind order by of_product desc, app_product) as product_rank,
                    dense_rank() over (
                        partition by kind, app_product order by of_version desc, app_version) as rank_of_product
                from total
            ), named as (
                select kind, case when product_rank <= %1$s then app_product end as app_product,
                    case when product_rank <= %1$s and rank_of_product <= %2$s and rank_of_all <= %3$s
                        then app_version end as app_version,
                    day, sum(people) as people
                from (
                    select *, dense_rank() over (
                        partition by kind, product_rank <= %1$s
                        order by of_version desc, app_product, app_version) as rank_of_all
                    from ranked
                ) as ranked
                group by 1, 2, 3, 4
            ), step as (
                select kind, app_product, app_version, day as first_day, sum(people) over series as people,
                    lead(day, 1, cast(? as date) + 1) over series - 1 as last_day
                from named window series as (partition by kind, app_product, app_version order by day)
            )
            insert into adoption_day (day, kind, app_product, app_version, people)
            select cast(series.day as date), kind, app_product, app_version, people
            from step cross join lateral generate_series(
                cast(first_day as timestamp), cast(last_day as timestamp), interval '1 day') as series (day)
            where people > 0""".formatted(Adoption.MAX_PRODUCTS, MAX_VERSIONS_OF_PRODUCT, MAX_VERSIONS, LatestOfProduct.INDEXED);

    /** As counted by the last analysis of the tables, so that the question costs nothing. */
    private static final String INSTALLATIONS = "select cast(sum(greatest(reltuples, 0)) as bigint) from pg_class"
            + " where oid in (to_regclass('mobile'), to_regclass('desktop'))";

    private final DataSource database;

    /** Observes this database in its own transactions. Must not be called within another transaction. */
    public AdoptionObserver(DataSource database) {
        this.database = database;
    }

    /** Stores all ended days that are not stored yet, by the clock of the database. */
    public void observe() throws SQLException {
        inTransaction(connection -> observe(connection, yesterday(connection)));
    }

    /** Discards the stored days, and reconstructs all ended days by date of first use. */
    public void observeAnew() throws SQLException {
        inTransaction(connection -> {
            execute(connection, "truncate adoption_day, adoption_observation");
            return observe(connection, yesterday(connection));
        });
    }

    /** Stores all days up to this one that are not stored yet. */
    public void observe(LocalDate lastDay) throws SQLException {
        inTransaction(connection -> observe(connection, lastDay));
    }

    private void inTransaction(Observation observation) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int timeout = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, TIMEOUT_MINUTES * 60_000);
            connection.setAutoCommit(false);
            try {
                String message = observation.run(connection);
                connection.commit();
                if (!message.isEmpty()) {
                    LOG.log(System.Logger.Level.INFO, message);
                }
            } catch (SQLException | RuntimeException failed) {
                rollBack(connection, failed);
                throw failed;
            } finally {
                connection.setAutoCommit(autoCommit);
                connection.setNetworkTimeout(Runnable::run, timeout);
            }
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            reason.addSuppressed(broken);
        }
    }

    /**
     * Returns a log message about the stored days; empty if there were none to store. A table lock admits one node at a
     * time.
     */
    private static String observe(Connection connection, LocalDate lastDay) throws SQLException {
        if (firstDay(connection, lastDay).isAfter(lastDay)) {
            return "";
        }
        execute(connection, "set local statement_timeout = '" + TIMEOUT_MINUTES + "min'");
        execute(connection, "lock table adoption_observation in exclusive mode");
        LocalDate firstDay = firstDay(connection, lastDay); // read again: another node may have stored these days
        if (firstDay.isAfter(lastDay)) {
            return "";
        }
        int rows;
        String description = "Storing the adoption from %s to %s of about %s installations"
                .formatted(firstDay, lastDay, queryForString(connection, INSTALLATIONS));
        try (LongTask task = LongTask.start("adoption", description, () -> Progress.UNKNOWN);
                PreparedStatement insert = connection.prepareStatement(OBSERVATION)) {
            for (int parameter : new int[] {1, 2, 6, 7}) {
                insert.setDate(parameter, Date.valueOf(lastDay));
            }
            for (int parameter : new int[] {3, 4, 5}) {
                insert.setDate(parameter, Date.valueOf(firstDay));
            }
            rows = insert.executeUpdate();
            LOG.log(System.Logger.Level.DEBUG, "{0}", task);
        }
        execute(connection, "insert into adoption_observation (last_day) values ('" + lastDay + "')");
        return "Stored the adoption from %s to %s in %s rows.".formatted(firstDay, lastDay, rows);
    }

    private static LocalDate firstDay(Connection connection, LocalDate lastDay) throws SQLException {
        LocalDate earliest = lastDay.minusYears(MAX_YEARS);
        LocalDate next =
                date(connection, "select coalesce(max(last_day) + 1, date '0001-01-01') from adoption_observation");
        return next.isBefore(earliest) ? earliest : next;
    }

    private static LocalDate yesterday(Connection connection) throws SQLException {
        return date(connection, "select cast(now() at time zone 'UTC' as date) - 1");
    }

    private static LocalDate date(Connection connection, String query) throws SQLException {
        return LocalDate.parse(queryForString(connection, query));
    }

    private static String queryForString(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private interface Observation {
        String run(Connection connection) throws SQLException;
    }
}
