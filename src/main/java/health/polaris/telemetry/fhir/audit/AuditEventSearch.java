package health.polaris.telemetry.fhir.audit;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.audit.search.AccessEventQuery;
import health.polaris.telemetry.fhir.PatientParameter;
import health.polaris.telemetry.fhir.SearchParameters;
import health.polaris.telemetry.fhir.Token;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.settings.FhirSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates a search for audit events into one for access events. */
final class AuditEventSearch {
    static final String DATE = "date";
    static final String ACTION = "action";
    static final List<String> AGENTS = List.of("agent:identifier", "agent.identifier");
    static final String ID = "_id";

    static final Set<String> PARAMETERS = Stream.of(PatientParameter.NAMES, AGENTS, List.of(DATE, ACTION, ID))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    static final Set<String> REPEATABLE = Set.of(DATE);

    private static final Set<String> ACTIONS = Set.of("C", "R", "U", "D", "E");

    private final SearchParameters parameters;
    private final Optional<Identified> patient;

    AuditEventSearch(SearchParameters parameters, FhirSettings settings) {
        this.parameters = parameters;
        this.patient = PatientParameter.of(parameters, settings);
    }

    /** The patient whom the search is about. */
    Optional<Identified> identified() {
        return patient;
    }

    AccessEventQuery query(Optional<Position> after) {
        List<Condition> conditions = new ArrayList<>();
        patient.ifPresent(
                one -> conditions.addAll(AccessEventQuery.ofAll(one.person()).conditions()));
        parameters
                .single(ID)
                .ifPresent(id -> conditions.add(Condition.of("r.id = cast(? as uuid)", uuid(id).toString())));
        conditions.addAll(parameters.dates(DATE, "r.time"));
        agent().ifPresent(conditions::add);
        List<String> actions = parameters.alternatives(ACTION);
        if (!actions.isEmpty()) {
            conditions.add(ofActions(actions));
        }
        return new AccessEventQuery(List.copyOf(conditions), after);
    }

    /** Finds one event. */
    static AccessEventQuery ofId(String id) {
        return new AccessEventQuery(
                List.of(Condition.of("r.id = cast(? as uuid)", uuid(id).toString())), Optional.empty());
    }

    /** The id of an event. Any other text gives an id that no event has. */
    private static UUID uuid(String id) {
        return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(id) : new UUID(0, 0);
    }

    /** A caller, as an event names it: by the subject of the token, or without one by name. */
    private Optional<Condition> agent() {
        List<String> names = AGENTS.stream().filter(parameters::has).toList();
        if (names.size() > 1) {
            throw ProblemException.badRequest(String.join(", ", names) + ": send only one of these.");
        }
        return names.stream().findFirst().map(name -> {
            Token token = Token.of(parameters.single(name).orElseThrow());
            Optional<String> issuer = token.system().filter(system -> !system.isEmpty());
            return issuer.isPresent()
                    ? Condition.of("r.subject = ? and r.subject <> '' and r.issuer = ?", token.value(), issuer.get())
                    : token.system().isPresent()
                            ? Condition.of("r.caller = ? and r.subject = ''", token.value())
                            : Condition.of(
                                    "(r.subject = ? and r.subject <> '' or r.caller = ?)",
                                    token.value(),
                                    token.value());
        });
    }

    private static Condition ofActions(List<String> codes) {
        if (!ACTIONS.containsAll(codes)) {
            throw ProblemException.badRequest(ACTION + ": must be C, R, U, D or E.");
        }
        List<String> labels =
                EventCodes.actions(codes).stream().map(Action::label).toList();
        return labels.isEmpty()
                ? Condition.of("false")
                : new Condition(
                        "r.action in (" + String.join(", ", Collections.nCopies(labels.size(), "?")) + ")",
                        List.copyOf(labels));
    }

    /** Where the next page starts, if there are more events than a page has. */
    static Optional<Position> next(List<AccessEventView> found, int limit) {
        return found.size() > limit ? Optional.of(found.get(limit - 1).position()) : Optional.empty();
    }
}
