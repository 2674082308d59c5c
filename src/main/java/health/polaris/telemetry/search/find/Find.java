package health.polaris.telemetry.search.find;

import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.LastHeard;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.security.access.Owner;
import java.util.ArrayList;
import java.util.List;

/** The statement that finds people. */
final class Find {
    /** Maximum number of matches of a clue. */
    static final int MAX_MATCHES = 20;

    /** Maximum number of records that are read from an index. Several may be of the same person. */
    static final int MAX_READ = 500;

    /** Stored texts may be much longer. */
    private static final int MAX_CHARACTERS = 1_024;

    private Find() {}

    /**
     * Selects clue, kind of person, person, matched value, id of the record (null if a person matches), and of the person:
     * product and version of the latest installation, serial number of the meter or the newest one, and when last heard
     * of; then whether the clue has more matches. Long texts are cut. Equal texts come first.
     */
    static Sql statement(String text) {
        List<Object> values = new ArrayList<>();
        StringBuilder read = new StringBuilder();
        for (Clue clue : Clue.ALL) {
            for (Searchable kind : clue.kinds()) {
                read.append(read.isEmpty() ? "" : " union all ").append(branch(clue, kind, text, values));
            }
        }
        return Sql.numbered(
                """
                with read as materialized (%1$s), matching as (
                    select distinct on (clue, entry, kind, person) *, count(*) over (partition by clue, branch) as read
                    from read order by clue, entry, kind, person, modified desc
                ), numbered as (
                    select *, row_number() over (partition by clue order by entry, kind, person) as position,
                        count(*) over (partition by clue) > %2$s or max(read) over (partition by clue) >= %3$s as more
                    from matching
                )
                select n.clue, n.kind, n.person, n.value, n.uuid, left(i.app_product, %9$s), left(i.app_version, %9$s),
                    left(coalesce(n.serial_number, m.serial_number), %9$s), case n.kind when 'patient' then %4$s else %5$s end, n.more
                from numbered n
                left join lateral (%6$s union all %7$s) i on true
                left join lateral (
                    select r.serial_number from blood_glucose_meter r
                    where n.kind = 'patient' and r.patient_id = n.person and octet_length(r.patient_id) <= %8$s
                    order by r.created desc nulls last, r.uuid collate "C" desc limit 1) m on true
                where n.position <= %2$s order by n.clue, n.position""".formatted(
                                read,
                                MAX_MATCHES,
                                MAX_READ,
                                LastHeard.sql(Owner.PATIENT, "n.person"),
                                LastHeard.sql(Owner.CLINICIAN, "n.person"),
                                latest(Searchable.PATIENT),
                                latest(Searchable.CLINICIAN),
                                Condition.INDEXED_BYTES,
                                MAX_CHARACTERS),
                values);
    }

    /** The records of a kind whose column starts with the text, in the order of the index. */
    private static String branch(Clue clue, Searchable kind, String text, List<Object> values) {
        Condition starts = Condition.textStarts(clue.column(kind), text);
        values.addAll(starts.values());
        return """
                (select %1$s as clue, '%2$s' as branch, '%3$s' as kind, r.%4$s as person, left(r.%5$s, %12$s) as value,
                    %6$s as uuid, %7$s as serial_number, r.modified, %8$s as entry
                from %9$s r where %10$s order by entry limit %11$s)""".formatted(
                        Clue.ALL.indexOf(clue),
                        kind.label(),
                        kind.person().label(),
                        kind.owner(),
                        clue.name(),
                        clue.isPerson() ? "cast(null as varchar)" : "r.uuid",
                        !clue.isPerson() && kind.equals(Searchable.METER) ? "r.serial_number" : "cast(null as varchar)",
                        clue.column(kind).entry(),
                        kind.table(),
                        starts.sql(),
                        MAX_READ,
                        MAX_CHARACTERS);
    }

    private static String latest(Searchable kind) {
        return "(select app_product, app_version from %s where n.kind = '%s' and %s = n.person and %s order by %s limit 1)"
                .formatted(kind.table(), kind.label(), kind.owner(), kind.canBeLatest(), kind.latestFirst());
    }
}
