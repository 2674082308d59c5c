package health.polaris.telemetry.http;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Echoes the request's X-Request-ID, or makes one, and forbids caches to answer without asking. */
public class RequestIdFilter extends HttpFilter {
    public static final String HEADER = "X-Request-ID";

    /** What may be echoed: nothing that could forge a header or a log line. */
    private static final Pattern SAFE = Pattern.compile("[\\x21-\\x7E]{1,128}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String given = request.getHeader(HEADER);
        boolean usable = given != null && SAFE.matcher(given).matches();
        response.setHeader(
                HEADER, usable ? given : UuidCreator.getTimeOrderedEpoch().toString());
        response.setHeader("Cache-Control", "no-cache, must-revalidate");
        chain.doFilter(request, response);
    }
}
