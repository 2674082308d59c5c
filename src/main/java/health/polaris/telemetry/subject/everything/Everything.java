package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.ExportSource;
import health.polaris.telemetry.export.Exports;
import health.polaris.telemetry.http.AcceptedTypes;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.security.access.Outcome;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Responses with everything that is held about a person. */
@ApplicationScoped
public class Everything {
    private static final String FILE = "everything";

    @EJB
    EverythingService service;

    @Inject
    Exports exports;

    /** Streams JSON or ZIP, whichever the client accepts. */
    public Response response(
            Owner kind, String id, UriInfo uri, HttpServletRequest request, HttpServletResponse response) {
        QueryParameters parameters =
                QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS, CsvFormat.PARAMETERS);
        // a person's access to own data is not recorded, so it has no outcome
        SubjectRequest subject =
                new SubjectRequest(kind, id, Outcome.of(request).isEmpty());
        ExportFormat format = format(subject, parameters, request.getHeader(HttpHeaders.ACCEPT));
        ExportSource source = consumer -> service.forEach(subject, consumer);
        return subject.own()
                ? exports.ownResponse(kind.label() + " " + id, parameters, request, response, FILE, format, source)
                : exports.response(parameters, request, response, FILE, format, source);
    }

    private static ExportFormat format(SubjectRequest subject, QueryParameters parameters, String accept) {
        String type = AcceptedTypes.of(accept)
                .best(MediaType.APPLICATION_JSON, ZipFormat.MEDIA_TYPE)
                .orElseThrow(() -> ProblemException.notAcceptable(
                        "The response is available as application/json and application/zip."));
        if (type.equals(ZipFormat.MEDIA_TYPE)) {
            return new ZipFormat(subject, parameters);
        }
        CsvFormat.PARAMETERS.forEach(
                name -> parameters.requireAbsent(name, "it applies to CSV only; send Accept: application/zip"));
        return new DocumentFormat(subject);
    }
}
