package health.polaris.telemetry.fhir.type;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list of resources.
 *
 * @param total the number of all results; null if it was not requested
 */
public record Bundle(String resourceType, String type, Long total, List<Link> link, List<Entry> entry) {
    public static final String SEARCH = "searchset";
    public static final String HISTORY = "history";

    /** The number of results of a search, without the results. */
    public static Bundle ofCount(long total, String self) {
        return new Bundle("Bundle", SEARCH, total, List.of(new Link("self", self)), List.of());
    }

    /** A page. */
    public static Bundle page(String type, String self, Optional<String> next, List<Entry> entries) {
        Link own = new Link("self", self);
        List<Link> links =
                next.map(address -> List.of(own, new Link("next", address))).orElse(List.of(own));
        return new Bundle("Bundle", type, null, links, entries);
    }

    /** A link of the page. */
    public record Link(String relation, String url) {}

    /** A resource, or the removal of one. */
    public record Entry(String fullUrl, Object resource, Search search, Request request, Response response) {
        public static Entry found(String fullUrl, Object resource) {
            return new Entry(fullUrl, resource, new Search("match"), null, null);
        }

        /** A warning about the search. */
        public static Entry warning(Object outcome) {
            String id = "urn:uuid:" + UUID.nameUUIDFromBytes(outcome.toString().getBytes(StandardCharsets.UTF_8));
            return new Entry(id, outcome, new Search("outcome"), null, null);
        }
    }

    /** Why an entry is in the results of a search. */
    public record Search(String mode) {}

    /** The operation that began a version. */
    public record Request(String method, String url) {}

    /** The result of that operation. */
    public record Response(String status, String etag, Instant lastModified) {}
}
