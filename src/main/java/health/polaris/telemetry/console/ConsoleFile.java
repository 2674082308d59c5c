package health.polaris.telemetry.console;

import health.polaris.telemetry.http.ETags;
import health.polaris.telemetry.http.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A file of the console with its media type, ETag and gzip form. */
final class ConsoleFile {
    /** Media types by file extension. */
    static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private static final int TAG_BYTES = 16;

    /** RFC 9110 section 12.5.3; weight 0 means not acceptable. */
    private static final Pattern ACCEPTS_GZIP =
            Pattern.compile("(^|,)\\s*gzip\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$)).*)?(,|$)", Pattern.CASE_INSENSITIVE);

    private final String type;
    private final byte[] plain;
    private final byte[] zipped;
    private final String hash;

    private ConsoleFile(String type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        this.zipped = zip(plain);
        this.hash = HexFormat.of().formatHex(Sha256.of(plain), 0, TAG_BYTES);
    }

    static ConsoleFile of(String extension, byte[] content) {
        return new ConsoleFile(TYPES.get(extension), content);
    }

    /** Sends the file, or 304 if the browser has it. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && ACCEPTS_GZIP.matcher(accepted).find();
        String tag = '"' + hash + (gzip ? "-gzip" : "") + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        if (ETags.matches(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? zipped : plain;
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot write to memory", impossible);
        }
        return zipped.toByteArray();
    }
}
