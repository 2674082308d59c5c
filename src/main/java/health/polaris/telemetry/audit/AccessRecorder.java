package health.polaris.telemetry.audit;

import health.polaris.telemetry.http.problem.ProblemDetail;
import health.polaris.telemetry.security.access.Outcome;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Records the accesses by one operation before their data are returned. If that fails, the response is 503 without data. Access
 * rules decide which accesses are recorded ({@link Outcome}).
 */
class AccessRecorder implements ContainerResponseFilter {
    private static final int RETRY_AFTER_SECONDS = 5;

    /** The filters by person, each with the kind of the person. */
    private static final Map<String, String> PERSON_FILTERS = Map.of(
            Owner.PATIENT.claim(),
            Owner.PATIENT.label(),
            Owner.CLINICIAN.claim(),
            Owner.CLINICIAN.label(),
            Person.PARAMETER,
            "");

    /** The filters by patient of FHIR. */
    private static final List<String> FHIR_PATIENT_FILTERS =
            List.of("patient", "patient:identifier", "patient.identifier");

    /** What precedes an id in these: a type, an address or a system. */
    private static final Pattern BEFORE_ID = Pattern.compile(".*[/|]", Pattern.DOTALL);

    private final AccessEvents events;
    private final String path;
    private final Optional<Owner> owner;
    private final Action action;
    private final boolean byService;

    /**
     * Creates a filter.
     *
     * @param path the template of the operation's path
     * @param owner the kind of person that the path identifies; empty for an operation about many people
     * @param byService whether a service records accesses that are allowed
     */
    AccessRecorder(AccessEvents events, String path, Optional<Owner> owner, Action action, boolean byService) {
        this.events = events;
        this.path = path;
        this.owner = owner;
        this.action = action;
        this.byService = byService;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Optional<Outcome> outcome = outcome(request, response.getStatus());
        if (outcome.isEmpty()) {
            return;
        }
        Object entity = response.getEntity();
        UriInfo uri = request.getUriInfo();
        Optional<Identified> identified = Identified.by(entity);
        Optional<AccessEvent> event = events.record(
                action,
                identified.map(Identified::person).or(() -> person(uri)),
                Question.of(path, uri.getQueryParameters(), unrecorded(entity, identified)),
                entity instanceof StreamingOutput ? Optional.empty() : Optional.of(Counted.recordsOf(entity)),
                outcome.get());
        if (event.isEmpty()) {
            withhold(response);
        } else if (entity instanceof StreamingOutput stream) {
            response.setEntity(completing(stream, event.get()));
        }
    }

    /** The outcome to record. A rejected request, except for one about a missing record, has revealed nothing. */
    private Optional<Outcome> outcome(ContainerRequestContext request, int status) {
        Optional<Outcome> decision = Outcome.of(request);
        if (decision.isPresent() && status == 403) {
            return Optional.of(Outcome.DENIED);
        }
        return decision.filter(allowed -> !byService && (status < 400 || status == 404));
    }

    private Optional<Person> person(UriInfo uri) {
        if (owner.isPresent()) {
            return owner.map(kind -> Person.of(kind, uri.getPathParameters().getFirst(Owner.ID)));
        }
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        return PERSON_FILTERS.entrySet().stream()
                .filter(filter -> parameters.containsKey(filter.getKey()))
                .findFirst()
                .map(filter -> new Person(filter.getValue(), parameters.getFirst(filter.getKey())))
                .or(() -> FHIR_PATIENT_FILTERS.stream()
                        .filter(parameters::containsKey)
                        .findFirst()
                        .map(filter ->
                                BEFORE_ID.matcher(parameters.getFirst(filter)).replaceFirst(""))
                        .map(id -> Person.of(Owner.PATIENT, id)));
    }

    /** The parameter that identifies the person or may do so, and those without effect. */
    private static Set<String> unrecorded(Object entity, Optional<Identified> identified) {
        if (!(entity instanceof Identified.Response response)) {
            return Set.of(Question.TEXT);
        }
        Set<String> names = new HashSet<>(response.ignoredParameters());
        identified.map(Identified::parameter).ifPresent(names::add);
        return names;
    }

    private StreamingOutput completing(StreamingOutput stream, AccessEvent event) {
        return output -> {
            try {
                stream.write(output);
            } finally {
                events.complete(event, Counted.recordsOf(stream));
            }
        };
    }

    private static void withhold(ContainerResponseContext response) {
        response.getHeaders().clear();
        response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        response.setStatus(503);
        response.setEntity(
                ProblemDetail.of(503, "The access could not be recorded, so no data are returned. Try again later."));
    }
}
