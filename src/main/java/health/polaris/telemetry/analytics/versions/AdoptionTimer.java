package health.polaris.telemetry.analytics.versions;

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
import javax.sql.DataSource;

/** Stores the adoption of completed days after the start, and then every ten minutes. */
@Startup
@Singleton
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AdoptionTimer {
    private static final System.Logger LOG = System.getLogger(AdoptionTimer.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Resource
    TimerService timers;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @PostConstruct
    void start() {
        timers.createIntervalTimer(0, INTERVAL.toMillis(), new TimerConfig(null, false));
    }

    /** Logs any failure, because a server may end a timer that fails. */
    @Timeout
    void observe() {
        try {
            new AdoptionObserver(database).observe();
        } catch (SQLException | RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Adoption could not be stored. The next attempt is in ten minutes: {0}",
                    failed.toString());
        }
    }
}
