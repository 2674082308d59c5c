package health.polaris.telemetry.history;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.PathId;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.record.RecordResource;
import jakarta.ejb.EJB;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Base class of the resources of one person's records, with their history. */
public abstract class VersionedRecordResource<F, R extends StoredRecord<F>> extends RecordResource<F, R> {
    protected static final String AS_OF = "as_of";

    @EJB
    HistoryService history;

    private final Class<? extends RecordVersion<F>> version;

    protected VersionedRecordResource(
            Class<R> kind,
            Class<F> fields,
            Class<? extends RecordVersion<F>> version,
            BiFunction<String, F, R> newRecord) {
        super(kind, fields, newRecord);
        this.version = version;
    }

    /**
     * Finds a record.
     *
     * @param asOf the moment of the content; null for now
     */
    protected RecordView<F> findRecord(String owner, String id, String asOf) {
        if (asOf == null) {
            return findRecord(owner, id);
        }
        PathId.check(owner, id);
        OffsetDateTime time = QueryParameters.dateTime(AS_OF, asOf);
        return gate.call(() -> history.find(version, owner, id, history.moment(time)))
                .orElseThrow(() -> ProblemException.notFound("This person had no such record at that time."));
    }

    /**
     * Finds the latest record of a person.
     *
     * @param asOf the moment of the answer; null for now
     * @param order the columns that sort the latest record first
     */
    protected Optional<RecordView<F>> latestRecord(String owner, String asOf, String order) {
        if (asOf == null) {
            return latestRecord(owner);
        }
        PathId.check(owner);
        OffsetDateTime time = QueryParameters.dateTime(AS_OF, asOf);
        return gate.call(() -> history.latest(version, owner, history.moment(time), order));
    }

    /** Responds with a page of a person's records, newest first, now or at the moment of the parameter {@code as_of}. */
    protected Response listRecords(String owner, UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS, List.of(AS_OF));
        Optional<OffsetDateTime> time = parameters.dateTime(AS_OF);
        if (time.isEmpty()) {
            return listRecords(owner, parameters, uri);
        }
        PathId.check(owner);
        PageRequest request = paging.request(parameters, uri);
        Page page = gate.call(() -> history.list(version, owner, history.moment(time.get()), request));
        return paging.response(page.records(), page.next(), parameters, uri);
    }

    /** Responds with a page of the versions of a record, newest first. */
    protected Response listVersions(String owner, String id, UriInfo uri) {
        PathId.check(owner, id);
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS);
        PageRequest request = paging.request(parameters, uri);
        HistoryPage<F> page =
                gate.call(() -> history.page(version, owner, id, request)).orElseThrow(RecordResource::notFound);
        return paging.response(page.history(), page.next(), parameters, uri);
    }
}
