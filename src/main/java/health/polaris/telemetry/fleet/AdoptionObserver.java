package health.polaris.telemetry.fleet;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import javax.sql.DataSource;

/**
 * Writes down how many people had each version at the end of each day, once, into the table {@code adoption_day}. Later changes of the
 * records, or their removal, leave what was observed as it is.
 *
 * <p>A day that has just ended counts what is latest now. Days before that, those of a node that was down or of a database that was
 * taken over, count installations from the day of their first use until the day on which the next one was first used.
 */
public class AdoptionObserver {
    private static final System.Logger LOG = System.getLogger(AdoptionObserver.class.getName());

    /** An installation may have been first used at any time that a phone has been set to. */
    private static final int LONGEST_YEARS = 10;

    private static final int MAX_PRODUCTS = 200;
    private static final int MAX_VERSIONS = 500;

    private static final String OBSERVATION = """
            with installation as (
                select 'patient' as kind, app_product, app_version, cast(date_first_launched_ as date) as since,
                    lag(cast(date_first_launched_ as date)) over (
                        partition by patient_id, app_product
                        order by date_first_launched_ desc, created desc, uuid desc) as until
                from mobile where date_first_launched_ < cast(? as date) + 1
                    and octet_length(app_product) <= 256 and octet_length(app_version) <= 256
                union all
                select 'clinician', app_product, app_version, cast(date_first_used_ as date),
                    lag(cast(date_first_used_ as date)) over (
                        partition by clinician_id, app_product
                        order by date_first_used_ desc, app_version desc, created desc, uuid desc)
                from desktop where date_first_used_ < cast(? as date) + 1
                    and octet_length(app_product) <= 256 and octet_length(app_version) <= 256
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
            ), version as (
                select kind, app_product, app_version, min(day) as first_day,
                    case when sum(people) = 0 then max(day) else cast(? as date) end as last_day
                from change group by kind, app_product, app_version
            ), daily as (
                select kind, app_product, app_version, cast(series.day as date) as day,
                    sum(coalesce(change.people, 0)) over (
                        partition by kind, app_product, app_version order by series.day) as people
                from version
                cross join lateral generate_series(first_day, last_day, interval '1 day') as series (day)
                left join change using (kind, app_product, app_version, day)
            ), ranked as (
                select *, dense_rank() over (
                        partition by day, kind order by people_of_product desc, app_product) as product_rank,
                    row_number() over (
                        partition by day, kind, app_product order by people desc, app_version) as version_rank
                from (
                    select *, sum(people) over (partition by day, kind, app_product) as people_of_product
                    from daily where people > 0
                ) as present
            )
            insert into adoption_day (day, kind, app_product, app_version, people)
            select day, kind, case when product_rank <= %1$s then app_product end,
                case when product_rank <= %1$s and version_rank <= %2$s then app_version end, sum(people)
            from ranked group by 1, 2, 3, 4""".formatted(MAX_PRODUCTS, MAX_VERSIONS);

    private final DataSource database;

    /** An observer of the records in this database, outside of any transaction. */
    public AdoptionObserver(DataSource database) {
        this.database = database;
    }

    /** Writes down all days up to this one that are not observed yet. One node at a time does this. */
    public void observe(LocalDate lastDay) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int timeout = connection.getNetworkTimeout();
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(
                    Runnable::run, 0); // the first observation of a large fleet takes longer than a request may
            try {
                observe(connection, lastDay);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setNetworkTimeout(Runnable::run, timeout);
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private static void observe(Connection connection, LocalDate lastDay) throws SQLException {
        if (firstDay(connection, lastDay).isAfter(lastDay)) {
            return;
        }
        execute(connection, "lock table adoption_observation in exclusive mode");
        LocalDate firstDay = firstDay(connection, lastDay); // another node may have been faster
        if (firstDay.isAfter(lastDay)) {
            return;
        }
        try (PreparedStatement observation = connection.prepareStatement(OBSERVATION)) {
            for (int parameter : new int[] {1, 2, 6}) {
                observation.setDate(parameter, Date.valueOf(lastDay));
            }
            for (int parameter : new int[] {3, 4, 5}) {
                observation.setDate(parameter, Date.valueOf(firstDay));
            }
            int rows = observation.executeUpdate();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Adoption is observed from {0} to {1}: {2} rows.",
                    firstDay.toString(),
                    lastDay.toString(),
                    rows);
        }
        execute(connection, "insert into adoption_observation (last_day) values ('" + lastDay + "')");
    }

    private static LocalDate firstDay(Connection connection, LocalDate lastDay) throws SQLException {
        LocalDate earliest = lastDay.minusYears(LONGEST_YEARS);
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select max(last_day) from adoption_observation")) {
            answer.next();
            Date last = answer.getDate(1);
            return last == null || last.toLocalDate().isBefore(earliest)
                    ? earliest
                    : last.toLocalDate().plusDays(1);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
