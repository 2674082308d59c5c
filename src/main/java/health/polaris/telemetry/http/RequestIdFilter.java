package health.polaris.telemetry.http;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Returns the X-Request-ID of the request or a new one. */
public class RequestIdFilter extends HttpFilter {
    public static final String HEADER = "X-Request-ID";

    /** Request attribute with the id. */
    public static final String ATTRIBUTE = RequestIdFilter.class.getName();

    /** Excludes characters that could forge a header or a log line. */
    private static final Pattern SAFE = Pattern.compile("[\\x21-\\x7E]{1,128}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String requestId = request.getHeader(HEADER);
        boolean safe = requestId != null && SAFE.matcher(requestId).matches();
        String id = safe ? requestId : UuidCreator.getTimeOrderedEpoch().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        chain.doFilter(request, response);
    }
}
