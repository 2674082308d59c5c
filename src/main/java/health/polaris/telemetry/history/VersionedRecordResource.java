package health.polaris.telemetry.history;

import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.record.RecordResource;
import jakarta.ejb.EJB;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;

/** Base class of the resources of one person's records, with their history. */
public abstract class VersionedRecordResource<F, R extends StoredRecord<F>> extends RecordResource<F, R> {
    @EJB
    HistoryService history;

    private final Class<? extends RecordVersion<F>> version;

    protected VersionedRecordResource(Class<R> kind, Class<F> fields, Class<? extends RecordVersion<F>> version) {
        super(kind, fields);
        this.version = version;
    }

    /** Responds with a page of the versions of a record, newest first. */
    protected Response listVersions(String owner, String id, UriInfo uri) {
        checkIds(owner, id);
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS);
        PageRequest request = paging.request(parameters, uri);
        VersionPosition start = request.after().map(VersionPosition::of).orElse(VersionPosition.NEWEST);
        HistoryPage<F> page = gate.call(() -> {
            Instant since = history.since();
            return history.find(version, owner, id, since, start.revision(), request.limit() + 1)
                    .map(found -> HistoryPage.of(found, since, start, request.limit()))
                    .orElseThrow(RecordResource::notFound);
        });
        return paging.response(page.history(), page.next(), parameters, uri);
    }
}
