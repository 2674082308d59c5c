package health.polaris.telemetry.audit;

import health.polaris.telemetry.http.problem.ProblemDetail;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.security.access.Outcome;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
                question(uri.getQueryParameters(), unrecorded(entity, identified)),
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
        return PERSON_FILTERS.entrySet().stream()
                .filter(filter -> uri.getQueryParameters().containsKey(filter.getKey()))
                .findFirst()
                .map(filter ->
                        new Person(filter.getValue(), uri.getQueryParameters().getFirst(filter.getKey())));
    }

    /** The parameter that identifies the person, and those without effect. */
    private static Set<String> unrecorded(Object entity, Optional<Identified> identified) {
        Set<String> names = new HashSet<>();
        identified.map(Identified::parameter).ifPresent(names::add);
        if (entity instanceof Identified.Response response) {
            names.addAll(response.ignoredParameters());
        }
        return names;
    }

    /** Without the person, who has a column, so that the id can be erased. */
    private String question(MultivaluedMap<String, String> parameters, Set<String> unrecorded) {
        TreeMap<String, String> filters = new TreeMap<>();
        parameters.forEach((name, values) -> filters.put(name, String.join(",", values)));
        filters.keySet().removeAll(Paging.PARAMETERS);
        filters.keySet().removeAll(PERSON_FILTERS.keySet());
        filters.keySet().removeAll(unrecorded);
        return path
                + filters.entrySet().stream()
                        .map(filter -> encoded(filter.getKey()) + "=" + encoded(filter.getValue()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
