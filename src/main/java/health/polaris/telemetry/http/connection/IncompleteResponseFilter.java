package health.polaris.telemetry.http.connection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Aborts the connection when a started response cannot be completed, so that the client notices. Servers would
 * otherwise end the response as if it were complete. Jakarta Servlet has no API to abort a connection.
 *
 * <p>On Payara a request of a client that has left is not processed, and its status is 499 instead of 500.
 */
public class IncompleteResponseFilter extends HttpFilter {
    /** The client left before the response. The number is nginx's. Only the log and the metrics have it. */
    private static final int CLIENT_LEFT = 499;

    private static final String ATTRIBUTE = IncompleteResponseFilter.class.getName();

    /**
     * Marks the response of a request as incomplete.
     *
     * @param writable whether the connection is still open; after a failed write Open Liberty has closed it
     */
    public static void mark(HttpServletRequest request, boolean writable) {
        request.setAttribute(ATTRIBUTE, writable);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<GrizzlyConnection> connection = GrizzlyConnection.of(request);
        if (isClosed(connection)) {
            response.setStatus(CLIENT_LEFT);
            return;
        }
        chain.doFilter(request, response);
        if (!response.isCommitted() && isClosed(connection)) {
            response.setStatus(CLIENT_LEFT);
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
            // Payara would wait for the rest of the body before it closes the connection
            response.flushBuffer();
            connection.ifPresent(GrizzlyConnection::close);
        }
        if (request.getAttribute(ATTRIBUTE) instanceof Boolean writable) {
            connection.ifPresent(GrizzlyConnection::close);
            if (connection.isEmpty() && writable) {
                // with suppresslastzerobytepackage (server.xml) Open Liberty does not end the response after an
                // exception
                throw new IOException("The response is not complete.");
            }
        }
    }

    private static boolean isClosed(Optional<GrizzlyConnection> connection) {
        return connection.filter(GrizzlyConnection::isClosed).isPresent();
    }
}
