package health.polaris.telemetry.http;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.OperationOutcome;
import health.polaris.telemetry.http.problem.ProblemDetail;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Problem detail for errors outside of Jakarta REST, instead of the server's error page. */
@WebServlet("/problem")
public class ErrorPage extends HttpServlet {
    private static final System.Logger LOG = System.getLogger(ErrorPage.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return; // the error page would become part of the response
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
        boolean fhir = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && OperationOutcome.isFor(
                        path.substring(request.getContextPath().length()));
        byte[] body = Json.MAPPER.writeValueAsBytes(
                fhir ? OperationOutcome.of(code, detail(code)) : ProblemDetail.of(code, detail(code)));
        response.setStatus(code);
        response.setContentType(fhir ? OperationOutcome.MEDIA_TYPE : ProblemDetail.MEDIA_TYPE);
        response.setContentLength(body.length);
        try { // Payara would log the failure twice, with stack traces
            response.getOutputStream().write(body);
        } catch (IOException departed) {
            LOG.log(System.Logger.Level.DEBUG, "A client left before it got an error", departed);
        }
    }

    private static String detail(int status) {
        if (status == HttpServletResponse.SC_NOT_FOUND) {
            return "There is no resource at this path.";
        }
        return status < 500
                ? "The request is not valid: check its method, address, headers and syntax."
                : "The request failed.";
    }
}
