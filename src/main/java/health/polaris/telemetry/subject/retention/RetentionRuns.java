package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.audit.AccessLog;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Origin;
import health.polaris.telemetry.security.access.Outcome;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The runs of all nodes, by the clock of the database. Each method that writes is one transaction. */
@Stateless
public class RetentionRuns {
    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @EJB
    AccessLog accesses;

    /** The current time. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public OffsetDateTime now() {
        return time(entities.createNativeQuery("select clock_timestamp()").getSingleResult());
    }

    /** Whether the adoption of all ended days is stored, which needs the records. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public boolean isAdoptionStored() {
        return (Boolean) entities.createNativeQuery("select exists (select from adoption_observation"
                        + " where last_day >= cast(clock_timestamp() at time zone 'UTC' as date) - 1)")
                .getSingleResult();
    }

    /** The last run, whether it is complete or not. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<RetentionRun> last() {
        List<?> rows = entities.createNativeQuery(
                        "select day, started, ended, settings, people, versions, installations,"
                                + " access_events from retention_run order by day desc limit 1")
                .getResultList();
        return rows.stream().map(row -> run((Object[]) row)).findFirst();
    }

    /** The end of the last complete run. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<OffsetDateTime> lastEnd() {
        return Optional.ofNullable(time(entities.createNativeQuery("select max(ended) from retention_run")
                .getSingleResult()));
    }

    /** Starts the run of a day, which continues an interrupted one. Returns whether it does. */
    public boolean start(LocalDate day, String settings) {
        boolean continued =
                entities.createNativeQuery("update retention_run set day = ?1, settings = ?2 where ended is null")
                                .setParameter(1, Date.valueOf(day))
                                .setParameter(2, settings)
                                .executeUpdate()
                        > 0;
        if (!continued) {
            entities.createNativeQuery(
                            "insert into retention_run (day, started, settings) values (?1, clock_timestamp(), ?2)")
                    .setParameter(1, Date.valueOf(day))
                    .setParameter(2, settings)
                    .executeUpdate();
        }
        return continued;
    }

    /** Completes the current run, and records it as an access. */
    public RetentionRun end() {
        entities.createNativeQuery("update retention_run set ended = clock_timestamp() where ended is null")
                .executeUpdate();
        RetentionRun run = last().orElseThrow();
        accesses.record(new AccessEvent(
                Origin.ofJob("retention"),
                Action.RETENTION,
                Optional.empty(),
                "/dhos/v1/retention?access_events=" + run.accessEvents() + "&installations=" + run.installations()
                        + "&people=" + run.people() + "&versions=" + run.versions(),
                Optional.of(run.total()),
                Outcome.ALLOWED));
        return run;
    }

    private static RetentionRun run(Object[] row) {
        return new RetentionRun(
                ((Date) row[0]).toLocalDate(),
                time(row[1]),
                time(row[2]),
                (String) row[3],
                number(row[4]),
                number(row[5]),
                number(row[6]),
                number(row[7]));
    }

    private static OffsetDateTime time(Object value) {
        return value == null ? null : ((Timestamp) value).toInstant().atOffset(ZoneOffset.UTC);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
