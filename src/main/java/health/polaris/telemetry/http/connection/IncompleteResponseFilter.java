package health.polaris.telemetry.http.connection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Breaks the connection off when a response has begun and cannot be completed, so that its client can tell. Jakarta Servlet has no
 * means for that: servers end such a response as if it were complete.
 */
public class IncompleteResponseFilter extends HttpFilter {
    private static final String ATTRIBUTE = IncompleteResponseFilter.class.getName();

    /**
     * Marks the response to a request as incomplete.
     *
     * @param writable whether the connection still takes what is written; if a write has failed, Open Liberty has closed it
     */
    public static void mark(HttpServletRequest request, boolean writable) {
        request.setAttribute(ATTRIBUTE, writable);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (request.getAttribute(ATTRIBUTE) instanceof Boolean writable) {
            Optional<GrizzlyConnection> connection = GrizzlyConnection.of(request);
            connection.ifPresent(GrizzlyConnection::close);
            if (connection.isEmpty() && writable) {
                // after an exception Open Liberty leaves the end of the response out: suppresslastzerobytepackage in
                // server.xml
                throw new IOException("The response is not complete.");
            }
        }
    }
}
