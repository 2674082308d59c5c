package health.polaris.telemetry.fleet;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Observes the days that have ended: before the first request is answered, and from then on every minute. */
@Startup
@Singleton
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AdoptionTimer {
    private static final System.Logger LOG = System.getLogger(AdoptionTimer.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Resource
    TimerService timers;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @PostConstruct
    void start() {
        observe();
        timers.createIntervalTimer(INTERVAL.toMillis(), INTERVAL.toMillis(), new TimerConfig(null, false));
    }

    @Timeout
    void observe() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        try {
            new AdoptionObserver(database).observe(yesterday);
        } catch (SQLException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Adoption could not be observed, and will be later: SQLState {0}",
                    failed.getSQLState());
        }
    }
}
