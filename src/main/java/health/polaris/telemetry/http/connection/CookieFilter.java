package health.polaris.telemetry.http.connection;

import health.polaris.telemetry.settings.DedicatedJvm;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes Payara ignore cookies, which this service does not use. Payara parses them before it calls the application, into
 * about a kilobyte for each, so that a few hundred requests with thousands of cookies would exhaust the heap.
 *
 * <p>The first request of each port turns the cookies off for the later ones. A server with other applications keeps them.
 */
public class CookieFilter extends HttpFilter {
    private final Set<Object> ports = ConcurrentHashMap.newKeySet();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (DedicatedJvm.isDeclared()) {
            GrizzlyConnection.of(request)
                    .map(GrizzlyConnection::filters)
                    .filter(ports::add)
                    .ifPresent(CookieRemoval::install);
        }
        chain.doFilter(request, response);
    }
}
