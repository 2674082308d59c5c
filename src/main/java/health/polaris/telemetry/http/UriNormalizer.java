package health.polaris.telemetry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/**
 * Percent-encodes the characters of path and query that RFC 3986 does not permit, as browsers do. The servers accept them, but
 * Jakarta REST cannot parse the address.
 */
public class UriNormalizer extends HttpFilter {
    /** RFC 3986 section 3.3, without letters and digits. */
    private static final String PATH = "-._~!$&'()*+,;=:@/";

    private static final String QUERY = PATH + "?";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        String encodedPath = path(path);
        String encodedQuery = query == null ? null : query(query);
        boolean valid = encodedPath.equals(path) && (query == null || encodedQuery.equals(query));
        chain.doFilter(valid ? request : new Encoded(request, encodedPath, encodedQuery), response);
    }

    static String path(String text) {
        return encode(text, PATH);
    }

    static String query(String text) {
        return encode(text, QUERY);
    }

    private static String encode(String text, String permitted) {
        byte[] bytes = text.getBytes(UTF_8);
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < bytes.length; i++) {
            char character = (char) (bytes[i] & 0xFF);
            if (isLetterOrDigit(character) || permitted.indexOf(character) >= 0 || isEncoding(bytes, i)) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }

    private static boolean isLetterOrDigit(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    /** Whether a percent sign and two hexadecimal digits start here. */
    private static boolean isEncoding(byte[] bytes, int start) {
        return bytes[start] == '%' && start + 2 < bytes.length && isHex(bytes[start + 1]) && isHex(bytes[start + 2]);
    }

    private static boolean isHex(byte digit) {
        return digit >= 0 && Character.digit(digit, 16) >= 0;
    }

    private static final class Encoded extends HttpServletRequestWrapper {
        private final String path;
        private final String query;

        Encoded(HttpServletRequest request, String path, String query) {
            super(request);
            this.path = path;
            this.query = query;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getQueryString() {
            return query;
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            url.setLength(url.length() - super.getRequestURI().length());
            return url.append(path);
        }
    }
}
