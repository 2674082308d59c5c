package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Retention;
import health.polaris.telemetry.settings.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the next run of retention would remove. */
@ApplicationScoped
@Path("/dhos/v1/retention")
public class RetentionResource {
    /** What {@link #NUMBERS} counts. */
    private static final List<RetentionWork> COUNTED = List.of(
            RetentionWork.PEOPLE, RetentionWork.VERSIONS, RetentionWork.INSTALLATIONS, RetentionWork.ACCESS_EVENTS);

    /**
     * One statement, so that its time-out limits the request. The parameters are the times before which something is removed; an
     * empty one selects nothing.
     */
    private static final String NUMBERS = """
            with version as (
                select superseded, 'patient' as person_kind, patient_id as person_id from mobile_history
                union all select superseded, 'patient', patient_id from blood_glucose_meter_history
                union all select superseded, 'clinician', clinician_id from desktop_history)
            select
                (select count(*) from person_activity a where a.last_write < t.people at time zone 'UTC'),
                (select count(*) from version v where v.superseded < t.versions and not exists (
                    select from legal_hold h where h.person_kind = v.person_kind and h.person_id = v.person_id)),
                (select count(*) from superseded_installation i
                    where i.identifying <> '' and i.since < t.installations at time zone 'UTC'),
                (select count(*) from access_event e where e.time < t.access_events
                    and not exists (select from legal_hold h where h.person_id = e.person_id))
            from (
                select cast(nullif(?, '') as timestamptz) as people, cast(nullif(?, '') as timestamptz) as versions,
                    cast(nullif(?, '') as timestamptz) as installations, cast(nullif(?, '') as timestamptz) as access_events) t""";

    @EJB
    RetentionRuns runs;

    @EJB
    QueryService queries;

    @Inject
    ConnectionGate gate;

    @Inject
    FleetConnectionGate fleet;

    @Inject
    Settings settings;

    @GET
    @Allow(Right.ERASE)
    @Audited(Action.RETENTION)
    public RetentionPreview preview() {
        Retention retention = settings.retention();
        Optional<RetentionRun> last = gate.call(runs::last);
        return new RetentionPreview(
                RetentionPreview.Days.of(retention),
                retention.isOn() ? next(retention, last) : null,
                last.orElse(null));
    }

    private RetentionPreview.NextRun next(Retention retention, Optional<RetentionRun> last) {
        RetentionSchedule schedule = new RetentionSchedule(retention.hour(), retention.effect());
        OffsetDateTime time = schedule.next(gate.call(runs::now), last);
        List<Object> times = COUNTED.stream()
                .map(work -> (Object) work.days(retention)
                        .map(days -> time.minusDays(days).toString())
                        .orElse(""))
                .toList();
        Object[] row =
                fleet.call(() -> queries.rows(Sql.numbered(NUMBERS, times))).get(0);
        Map<RetentionWork, Long> numbers = new EnumMap<>(RetentionWork.class);
        for (int column = 0; column < row.length; column++) {
            RetentionWork work = COUNTED.get(column);
            numbers.put(work, work.days(retention).isPresent() ? ((Number) row[column]).longValue() : null);
        }
        return new RetentionPreview.NextRun(
                time,
                numbers.get(RetentionWork.PEOPLE),
                numbers.get(RetentionWork.VERSIONS),
                numbers.get(RetentionWork.INSTALLATIONS),
                numbers.get(RetentionWork.ACCESS_EVENTS));
    }
}
