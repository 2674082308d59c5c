package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.history.HistoryPage;
import health.polaris.telemetry.history.HistoryService;
import health.polaris.telemetry.history.Operation;
import health.polaris.telemetry.history.RecordVersion;
import health.polaris.telemetry.history.VersionView;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The versions of a device. */
@ApplicationScoped
public class DeviceHistory {
    @EJB
    HistoryService history;

    @Inject
    ConnectionGate gate;

    /** Returns a page of the versions, newest first; empty if none is known. */
    Optional<HistoryPage<?>> page(DeviceKind kind, RecordView<?> record, PageRequest page) {
        return gate.call(() -> page(kind.records().version(), kind.owner(record), record.uuid(), page));
    }

    @SuppressWarnings("unchecked") // the class of the versions of a kind has the fields of the kind
    private <F> Optional<HistoryPage<?>> page(
            Class<? extends RecordVersion<?>> kind, String owner, String uuid, PageRequest page) {
        return history.page((Class<? extends RecordVersion<F>>) kind, owner, uuid, page)
                .map(found -> found);
    }

    /** Returns the content of a version. */
    Optional<RecordView<?>> find(DeviceKind kind, RecordView<?> record, String version) {
        Optional<PageRequest> request = Optional.of(new PageRequest(Paging.MAX_LIMIT, Optional.empty()));
        while (request.isPresent()) {
            Optional<HistoryPage<?>> page = page(kind, record, request.get());
            Optional<RecordView<?>> found = page.stream()
                    .flatMap(versions -> versions.history().versions().stream())
                    .filter(one -> one.operation() != Operation.DELETE)
                    .<RecordView<?>>map(VersionView::record)
                    .filter(content -> DeviceMapper.version(content).equals(version))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            request = page.flatMap(HistoryPage::next).map(next -> new PageRequest(Paging.MAX_LIMIT, Optional.of(next)));
        }
        return Optional.empty();
    }
}
