package health.polaris.telemetry.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Sets the headers of every response. Caches must revalidate responses, and only the cache of the caller may store
 * personal data.
 */
public class ResponseHeaders extends HttpFilter {
    /** All paths of records, which need a token. */
    private static final Pattern RECORDS = Pattern.compile("/(dhos|fhir)/");

    /** Parameters of the path ({@code /dhos;a=b/}), which are ignored when an operation is matched. */
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean personal = RECORDS.matcher(
                        PARAMETERS.matcher(request.getRequestURI()).replaceAll(""))
                .find();
        response.setHeader("Cache-Control", "no-cache, must-revalidate" + (personal ? ", private" : ""));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setDateHeader("Date", System.currentTimeMillis()); // not set by Payara
        chain.doFilter(request, response);
    }
}
