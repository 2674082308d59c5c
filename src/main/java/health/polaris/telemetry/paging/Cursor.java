package health.polaris.telemetry.paging;

import health.polaris.telemetry.database.StorableText;
import health.polaris.telemetry.http.Sha256;
import health.polaris.telemetry.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;

/**
 * Encodes and decodes cursors. A cursor holds a position and a fingerprint of the query (path and filters). It is opaque but not
 * secret: access is checked on every page.
 */
final class Cursor {
    private static final int FINGERPRINT_BYTES = 8;
    private static final int TIME_BYTES = Long.BYTES + Integer.BYTES;

    private Cursor() {}

    static String encode(Position position, String query) {
        Instant time = position.time().toInstant(ZoneOffset.UTC);
        byte[] uuid = position.uuid().getBytes(StandardCharsets.UTF_8);
        ByteBuffer cursor = ByteBuffer.allocate(FINGERPRINT_BYTES + TIME_BYTES + uuid.length)
                .put(fingerprint(query))
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .put(uuid);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    /**
     * Decodes a cursor.
     *
     * @throws ProblemException with 400 if the cursor is malformed or belongs to another query
     */
    static Position decode(String cursor, String query) {
        byte[] bytes = bytes(cursor);
        if (bytes.length < FINGERPRINT_BYTES + TIME_BYTES
                || !Arrays.equals(Arrays.copyOf(bytes, FINGERPRINT_BYTES), fingerprint(query))) {
            throw invalidCursor();
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, FINGERPRINT_BYTES, bytes.length - FINGERPRINT_BYTES);
        Position position = new Position(
                time(rest.getLong(), rest.getInt()),
                StandardCharsets.UTF_8.decode(rest).toString());
        if (position.time().getYear() < 1
                || position.time().getYear() > 9999
                || !StorableText.isStorable(position.uuid())) {
            throw invalidCursor();
        }
        return position;
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw invalidCursor();
        }
    }

    private static LocalDateTime time(long seconds, int nanoseconds) {
        try {
            return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds, nanoseconds), ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw invalidCursor();
        }
    }

    private static byte[] fingerprint(String query) {
        return Arrays.copyOf(Sha256.of(query.getBytes(StandardCharsets.UTF_8)), FINGERPRINT_BYTES);
    }

    private static ProblemException invalidCursor() {
        return ProblemException.badRequest(
                "cursor: must be from a response of this list, with the same other parameters.");
    }
}
