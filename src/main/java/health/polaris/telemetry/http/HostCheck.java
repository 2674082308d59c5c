package health.polaris.telemetry.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rejects a request whose Host is missing, repeated or malformed (RFC 9112 section 3.2). The servers build the address
 * of the request from it; Jakarta REST cannot parse a malformed one, or treats part of it as the path.
 */
public class HostCheck extends HttpFilter {
    /** RFC 3986 section 3.2.2, and a port. */
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(:[0-9]*)?");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isHost(hosts(request)) && isHost(List.of(authority(request)))) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    static boolean isHost(List<String> hosts) {
        return hosts.size() == 1 && HOST.matcher(hosts.get(0).strip()).matches();
    }

    /** HTTP/1.0 does not require the header, and HTTP/2 replaces it. */
    private static List<String> hosts(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Host"));
        boolean optional = !request.getProtocol().equals("HTTP/1.1");
        return headers.isEmpty() && optional ? List.of(authority(request)) : headers;
    }

    /** Host and port of the request's address, which may be part of the request line. */
    private static String authority(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        int start = url.indexOf("//") + 2;
        return url.substring(
                start, Math.max(start, url.length() - request.getRequestURI().length()));
    }
}
