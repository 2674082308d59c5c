package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.security.access.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search for access events, newest first.
 *
 * @param conditions all must match
 * @param after the position after which the events start; empty for the first page
 */
public record AccessEventQuery(List<Condition> conditions, Optional<Position> after) {
    /** The parameters of every search for access events. */
    static final List<String> PARAMETERS = List.of("caller", "subject", "action", "outcome", "from", "to");

    /** Reads a search for the events of one person, or of all. */
    static AccessEventQuery of(QueryParameters parameters, Optional<Person> person, Optional<Position> after) {
        List<Condition> conditions = new ArrayList<>();
        person.ifPresent(one -> conditions.addAll(ofPerson(one)));
        parameters.text("caller").ifPresent(name -> conditions.add(Condition.of("r.caller = ?", name)));
        parameters.text("subject").ifPresent(name -> conditions.add(indexed("subject", name)));
        parameters
                .oneOf("action", labels(Action.values(), Action::label))
                .ifPresent(action -> conditions.add(Condition.of("r.action = ?", action)));
        parameters
                .oneOf("outcome", labels(Outcome.values(), Outcome::label))
                .ifPresent(outcome -> conditions.add(Condition.of("r.outcome = '" + outcome + "'"))); // as in the index
        parameters.dateTime("from").ifPresent(from -> conditions.add(Condition.of("r.time >= ?", Position.utc(from))));
        parameters.dateTime("to").ifPresent(to -> conditions.add(Condition.of("r.time < ?", Position.utc(to))));
        return new AccessEventQuery(List.copyOf(conditions), after);
    }

    /** Finds all events of one person. */
    public static AccessEventQuery ofAll(Person person) {
        return new AccessEventQuery(ofPerson(person), Optional.empty());
    }

    private static List<Condition> ofPerson(Person person) {
        Condition ofId = indexed("person_id", person.id());
        return person.kind().isEmpty()
                ? List.of(ofId)
                : List.of(ofId, Condition.of("r.person_kind = ?", person.kind()));
    }

    /** Matches a column whose index excludes empty texts. */
    private static Condition indexed(String column, String text) {
        return Condition.of("r.%s = ? and r.%1$s <> ''".formatted(column), text);
    }

    private static <T> String[] labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).toArray(String[]::new);
    }

    /** Returns the same search starting after this event. */
    AccessEventQuery after(AccessEventView event) {
        return new AccessEventQuery(conditions, Optional.of(event.position()));
    }

    /** Selects at most this number of events. */
    Sql select(int limit) {
        List<Condition> all = Stream.concat(conditions.stream(), after.map(AccessEventQuery::isAfter).stream())
                .toList();
        String where = all.stream().map(Condition::sql).collect(Collectors.joining(" and "));
        return Sql.numbered(
                "select r.* from access_event r" + (where.isEmpty() ? "" : " where " + where)
                        + " order by r.time desc, r.id desc limit ?",
                Stream.concat(all.stream().flatMap(condition -> condition.values().stream()), Stream.of(limit))
                        .toList());
    }

    private static Condition isAfter(Position position) {
        return Condition.of("(r.time, r.id) < (?, cast(? as uuid))", position.time(), position.uuid());
    }
}
