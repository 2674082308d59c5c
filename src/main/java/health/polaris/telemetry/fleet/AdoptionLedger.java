package health.polaris.telemetry.fleet;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps the table short from which {@link Adoption} is summed up: the triggers of the database add rows to it, in the
 * transaction of each write, and none is ever changed.
 */
@Stateless
public class AdoptionLedger {
    private static final System.Logger LOG = System.getLogger(AdoptionLedger.class.getName());
    private static final int LONGEST_MILLIS = 100_000;

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Makes one row of those that are about the same day and version. One statement, so that whoever sums up sees the rows
     * either before or after it; and what another node has put together already is not there any more. After a bulk load it
     * may take longer than a request may.
     */
    @Schedule(hour = "*", minute = "*/5", persistent = false)
    public void putTogether() {
        Connection connection = entities.unwrap(Connection.class);
        try (Statement statement = connection.createStatement()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
            statement.executeUpdate("""
                    with several as (
                        select kind, app_product, app_version, day from adoption_change
                        group by kind, app_product, app_version, day having count(*) > 1
                    ), taken as (
                        delete from adoption_change as change using several
                        where (change.kind, change.app_product, change.app_version, change.day)
                            = (several.kind, several.app_product, several.app_version, several.day)
                        returning change.*
                    )
                    insert into adoption_change (kind, app_product, app_version, day, people)
                    select kind, app_product, app_version, day, sum(people) from taken
                    group by kind, app_product, app_version, day having sum(people) <> 0""");
            connection.setNetworkTimeout(Runnable::run, usual);
        } catch (SQLException away) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Adoption was not put together; it will be soon: {0}",
                    away.toString());
        }
    }
}
