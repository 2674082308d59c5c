package health.polaris.telemetry.export;

import health.polaris.telemetry.database.ExportConnectionGate;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Paging;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Responses with exports. */
@ApplicationScoped
public class Exports {
    @EJB
    ExportService service;

    @Inject
    ExportConnectionGate gate;

    @Inject
    OwnExportConnectionGate ownGate;

    /**
     * Returns a response that streams all records of the source.
     *
     * @param fileName the name of the exported file, without extension
     */
    public Response response(
            QueryParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            String fileName,
            ExportFormat format,
            ExportSource source) {
        return response(parameters, request, response, fileName, format, source, gate::call);
    }

    /**
     * The same for a person's own data. These exports have places of their own.
     *
     * @param person the person, of whom only one request at a time is answered
     */
    public Response ownResponse(
            String person,
            QueryParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            String fileName,
            ExportFormat format,
            ExportSource source) {
        return response(
                parameters, request, response, fileName, format, source, export -> ownGate.call(person, export));
    }

    private Response response(
            QueryParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            String fileName,
            ExportFormat format,
            ExportSource source,
            Export.Places places) {
        Paging.PARAMETERS.forEach(name -> parameters.requireAbsent(name, "an export has all records on one page"));
        if (request.getProtocol().equals("HTTP/1.0")) {
            throw ProblemException.badRequest(
                    "An export needs HTTP/1.1, because a client cannot detect an incomplete HTTP/1.0 response."
                            + " A reverse proxy may need configuration, such as proxy_http_version 1.1 in nginx.");
        }
        // replaces the header of all responses, which Jakarta REST would only add to
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // from the Servlet request, because Jersey dispatches HEAD to GET methods and hides the difference
        boolean isHead = request.getMethod().equals(HttpMethod.HEAD);
        return Response.ok(isHead ? null : new Export(service, places, source, format, request))
                .type(format.mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + fileName + "." + format.fileExtension() + "\"")
                // nginx would send nothing until its buffers are full
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /** Rejects the parameters of CSV in a request for another format. */
    public static void requireNoCsv(QueryParameters parameters) {
        CsvFormat.PARAMETERS.forEach(
                name -> parameters.requireAbsent(name, "it applies to CSV only; send Accept: text/csv"));
    }
}
