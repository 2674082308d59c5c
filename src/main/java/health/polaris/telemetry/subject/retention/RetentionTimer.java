package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.progress.LongTask;
import health.polaris.telemetry.progress.Progress;
import health.polaris.telemetry.progress.StopSignal;
import health.polaris.telemetry.settings.Retention;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** Starts a run when it is due, or continues one that another node has not completed. One node at a time runs. */
@Startup
@Singleton
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RetentionTimer {
    private static final System.Logger LOG = System.getLogger(RetentionTimer.class.getName());

    /** Another node continues an interrupted run after this time. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);

    @Resource
    TimerService timers;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @Inject
    Settings settings;

    @EJB
    RetentionRuns runs;

    private RetentionSchedule schedule;
    private volatile Instant notBefore = Instant.MIN;
    private volatile boolean undeployed;

    @PostConstruct
    void start() {
        RetentionMetrics.register();
        Retention retention = settings.retention();
        if (!retention.isOn()) {
            return;
        }
        schedule = new RetentionSchedule(retention.hour(), retention.effect());
        RetentionMetrics.lastRun(Instant.now());
        LOG.log(
                System.Logger.Level.INFO,
                "Retention is on, at {0}:00 UTC: {1}. GET /dhos/v1/retention shows what the next run will remove.",
                retention.hour(),
                retention.effect());
        timers.createIntervalTimer(0, INTERVAL.toMillis(), new TimerConfig(null, false));
    }

    @PreDestroy
    void stop() {
        undeployed = true;
    }

    /** Logs any failure, because a server may end a timer that fails. */
    @Timeout
    void check() {
        if (isStopping() || Instant.now().isBefore(notBefore)) {
            return;
        }
        try {
            runIfDue();
            runs.lastEnd().map(OffsetDateTime::toInstant).ifPresent(RetentionMetrics::lastRun);
        } catch (SQLException | RuntimeException failed) {
            notBefore = Instant.now().plus(PAUSE_AFTER_FAILURE);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Retention could not be completed. The next attempt of this node is in ten minutes: {0}",
                    failed.toString());
        }
    }

    private void runIfDue() throws SQLException {
        if (!isDue()) {
            return;
        }
        try (Connection connection = database.getConnection();
                RetentionBatches batches = new RetentionBatches(connection)) {
            if (batches.lock() && isDue()) { // again: another node may have completed the run
                run(batches);
            }
        }
    }

    private boolean isDue() {
        return schedule.isDue(runs.now(), runs.last()) && runs.isAdoptionStored();
    }

    private void run(RetentionBatches batches) throws SQLException {
        OffsetDateTime now = runs.now();
        LocalDate day = schedule.day(now);
        boolean continued = runs.start(day, schedule.settings());
        LOG.log(
                System.Logger.Level.INFO,
                "Retention of {0} {1}: {2}.",
                day,
                continued ? "continues" : "starts",
                schedule.settings());
        boolean complete;
        try (LongTask task =
                LongTask.start("retention", "Retention of " + day, () -> new Progress(batches.step(), Double.NaN))) {
            complete = batches.run(settings.retention(), now, this::isStopping);
            LOG.log(System.Logger.Level.DEBUG, "{0}", task);
        }
        if (complete) {
            RetentionRun run = runs.end();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Retention of {0} is complete: {1} people, {2} versions of records, {3} names or addresses of installations, {4} access events.",
                    day,
                    run.people(),
                    run.versions(),
                    run.installations(),
                    run.accessEvents());
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Retention of {0} stops, because this node stops. Another node, or this one after its start, continues.",
                    day);
        }
    }

    private boolean isStopping() {
        return undeployed || StopSignal.isGiven();
    }
}
