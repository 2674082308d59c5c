package health.polaris.telemetry.analytics.people;

import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.query.TextColumn;
import health.polaris.telemetry.search.LastHeard;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.security.access.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The people who have a record that matches the filters of a recall.
 *
 * @param conditions the conditions of each kind of records that may match
 */
record Recall(Map<Searchable, List<Condition>> conditions) {
    /** The position of the number of people in a row. */
    static final int TOTAL = 16;

    /** Stored texts may be much longer. */
    private static final int MAX_CHARACTERS = 256;

    /**
     * Selects people, sorted by kind and id, with the columns of {@link RecalledPerson}, and the number of all people.
     *
     * @param after the person after whom the result starts; empty for the first people
     */
    Sql statement(Optional<RecalledPerson.Key> after, int limit) {
        List<Object> values = new ArrayList<>();
        String matching = ofEachKind(values, Recall::matching);
        after.ifPresent(person -> values.addAll(List.of(person.kind(), person.personId())));
        values.add(limit);
        String newest = ofEachKind(values, Recall::newest);
        return Sql.numbered(
                """
                with people as materialized (
                    select kind, person, sum(records) as records from (%1$s) matching group by kind, person
                ), page as (
                    select * from people %2$s order by kind collate "C", person collate "C" limit ?
                )
                select p.kind, p.person, p.records, n.*, case p.kind when '%3$s' then %4$s else %5$s end,
                    (select count(*) from people)
                from page p left join lateral (select * from (%6$s) newest order by recorded desc limit 1) n on true
                order by p.kind collate "C", p.person collate "C\"""".formatted(
                                matching,
                                after.isPresent() ? "where (kind collate \"C\", person collate \"C\") > (?, ?)" : "",
                                Owner.PATIENT.label(),
                                LastHeard.sql(Owner.PATIENT, "p.person"),
                                LastHeard.sql(Owner.CLINICIAN, "p.person"),
                                newest),
                values);
    }

    private String ofEachKind(List<Object> values, BiFunction<Searchable, String, String> select) {
        List<String> selects = new ArrayList<>();
        conditions.forEach((kind, all) -> {
            all.forEach(condition -> values.addAll(condition.values()));
            selects.add(select.apply(kind, all.stream().map(Condition::sql).collect(Collectors.joining(" and "))));
        });
        return String.join(" union all ", selects);
    }

    private static String matching(Searchable kind, String where) {
        return "select '%1$s' as kind, r.%2$s as person, count(*) as records from %3$s r where %4$s group by r.%2$s"
                .formatted(kind.person().label(), kind.owner(), kind.table(), where);
    }

    /** The newest matching record of a person on the page. */
    private static String newest(Searchable kind, String where) {
        String texts = RecalledPerson.TEXTS.stream()
                .map(name -> Optional.ofNullable(kind.texts().get(name))
                                .map(TextColumn::name)
                                .map(column -> "left(r.%s, %s)".formatted(column, MAX_CHARACTERS))
                                .orElse("cast(null as text)")
                        + " as " + name)
                .collect(Collectors.joining(", "));
        return """
                (select %1$s, r.created as recorded, r.uuid from %2$s r
                where p.kind = '%3$s' and r.%4$s = p.person and octet_length(r.%4$s) <= %5$s and %6$s
                order by r.created desc nulls last, r.uuid collate "C" desc limit 1)""".formatted(texts, kind.table(), kind.person().label(), kind.owner(), Condition.INDEXED_BYTES, where);
    }
}
