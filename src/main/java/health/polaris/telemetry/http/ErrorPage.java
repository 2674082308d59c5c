package health.polaris.telemetry.http;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemDetail;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What is refused before a resource is reached gets a problem detail as well, not a page of the server. */
@WebServlet("/problem")
public class ErrorPage extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return; // an error page would be taken for the rest of the answer
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
        byte[] body = Json.MAPPER.writeValueAsBytes(ProblemDetail.of(
                code,
                code < 500
                        ? "The request cannot be understood: its address, a header or its form is at fault."
                        : "The request failed."));
        response.setStatus(code);
        response.setContentType(ProblemDetail.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
