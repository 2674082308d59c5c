package health.polaris.telemetry.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes parameters of the Content-Type, which have no meaning for JSON (RFC 8259 section 11), and the white space in front of
 * them. The servers parse these differently.
 */
public class ContentTypeNormalizer extends HttpFilter {
    private static final String HEADER = "Content-Type";

    /** RFC 9110 section 5.6.2. */
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private static final Pattern WITH_PARAMETERS =
            Pattern.compile("(" + TOKEN + "/" + TOKEN + ")[ \\t]*;.*", Pattern.DOTALL);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isCodingReadable(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Optional<String> type =
                Optional.ofNullable(request.getHeader(HEADER)).flatMap(ContentTypeNormalizer::withoutParameters);
        chain.doFilter(type.isPresent() ? new Plain(request, type.get()) : request, response);
    }

    /** Payara fails to return a Content-Encoding that has no ASCII characters, and Jakarta REST reads all headers. */
    private static boolean isCodingReadable(HttpServletRequest request) {
        try {
            return Collections.list(request.getHeaders("Content-Encoding")).stream()
                    .noneMatch(Objects::isNull);
        } catch (IndexOutOfBoundsException noAscii) {
            return false;
        }
    }

    /** The media type of a header with parameters; empty if it has none or is malformed. */
    static Optional<String> withoutParameters(String header) {
        Matcher type = WITH_PARAMETERS.matcher(header.strip());
        return type.matches() ? Optional.of(type.group(1)) : Optional.empty();
    }

    private static final class Plain extends HttpServletRequestWrapper {
        private final String type;

        Plain(HttpServletRequest request, String type) {
            super(request);
            this.type = type;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getHeader(String name) {
            return HEADER.equalsIgnoreCase(name) ? type : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HEADER.equalsIgnoreCase(name)
                    ? Collections.enumeration(Collections.singleton(type))
                    : super.getHeaders(name);
        }
    }
}
