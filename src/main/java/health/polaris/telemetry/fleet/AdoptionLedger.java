package health.polaris.telemetry.fleet;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Keeps the table short from which {@link Adoption} is summed up: the triggers of the database add rows to it, in the
 * transaction of each write, and none is ever changed.
 */
@Stateless
public class AdoptionLedger {
    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Makes one row of those that are about the same day and version. One statement, so that whoever sums up sees the rows
     * either before or after it; and what another node has put together already is not there any more.
     */
    @Schedule(hour = "*", minute = "*/10", persistent = false)
    public void putTogether() {
        entities.createNativeQuery("""
                        with several as (
                            select kind, app_product, app_version, day from adoption_change
                            group by kind, app_product, app_version, day having count(*) > 1
                        ), taken as (
                            delete from adoption_change as ch using several
                            where (ch.kind, ch.app_product, ch.app_version, ch.day)
                                = (several.kind, several.app_product, several.app_version, several.day)
                            returning ch.*
                        )
                        insert into adoption_change (kind, app_product, app_version, day, people)
                        select kind, app_product, app_version, day, sum(people) from taken
                        group by kind, app_product, app_version, day having sum(people) <> 0""").executeUpdate();
    }
}
