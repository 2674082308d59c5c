package health.polaris.telemetry.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A file as browsers get it: with its type and the tag of its content, and as gzip where they take that. */
final class ConsoleFile {
    /** What each kind of file is, by the end of its name. */
    static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private static final int TAG_BYTES = 16;

    /** RFC 9110 section 12.5.3: a weight of 0 says that it is not taken. */
    private static final Pattern TAKES_GZIP =
            Pattern.compile("(^|,)\\s*gzip\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$)).*)?(,|$)", Pattern.CASE_INSENSITIVE);

    private final String type;
    private final byte[] plain;
    private final byte[] zipped;
    private final String hash;

    private ConsoleFile(String type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        this.zipped = zip(plain);
        this.hash = HexFormat.of().formatHex(sha256(plain), 0, TAG_BYTES);
    }

    static ConsoleFile of(String kind, byte[] content) {
        return new ConsoleFile(TYPES.get(kind), content);
    }

    /** 304 where the browser has it already. */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && TAKES_GZIP.matcher(accepted).find();
        String tag = '"' + hash + (gzip ? "-gzip" : "") + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        if (isKnown(tag, request.getHeader("If-None-Match"))) {
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

    private static boolean isKnown(String tag, String known) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(given -> given.strip().replaceFirst("^W/", ""))
                        .anyMatch(given -> given.equals("*") || given.equals(tag));
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all bytes", impossible);
        }
        return zipped.toByteArray();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
