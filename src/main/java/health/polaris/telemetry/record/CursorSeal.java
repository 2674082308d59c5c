package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Refusal;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes positions cursors and back. A cursor is opaque to clients, and carries a code of its position and of the question it
 * belongs to (HMAC, RFC 2104), so that no other can be made up.
 */
@ApplicationScoped
public class CursorSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CODE_BYTES = 16;

    @EJB
    CursorKey key;

    /** Null until it is needed for the first time. */
    private volatile byte[] secret;

    String close(Position position, String question) {
        byte[] place = place(position);
        byte[] code = code(place, question);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(code.length + place.length)
                        .put(code)
                        .put(place)
                        .array());
    }

    Position open(String cursor, String question) {
        byte[] bytes = bytes(cursor);
        byte[] place = Arrays.copyOfRange(bytes, Math.min(CODE_BYTES, bytes.length), bytes.length);
        byte[] code = Arrays.copyOf(bytes, CODE_BYTES);
        if (place.length < Long.BYTES || !MessageDigest.isEqual(code, code(place, question))) {
            throw refusal();
        }
        ByteBuffer read = ByteBuffer.wrap(place);
        LocalDateTime time =
                LocalDateTime.ofInstant(Instant.EPOCH.plus(read.getLong(), ChronoUnit.MICROS), ZoneOffset.UTC);
        return new Position(time, StandardCharsets.UTF_8.decode(read).toString());
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw refusal();
        }
    }

    private static byte[] place(Position position) {
        byte[] uuid = position.uuid().getBytes(StandardCharsets.UTF_8);
        Instant time = position.time().toInstant(ZoneOffset.UTC);
        // not by ChronoUnit.between, which counts nanoseconds on the way, and has room for some 292 years of them
        long micros = time.getEpochSecond() * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
        return ByteBuffer.allocate(Long.BYTES + uuid.length)
                .putLong(micros)
                .put(uuid)
                .array();
    }

    private byte[] code(byte[] place, String question) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret(), ALGORITHM));
            mac.update(place);
            return Arrays.copyOf(mac.doFinal(question.getBytes(StandardCharsets.UTF_8)), CODE_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private byte[] secret() {
        byte[] known = secret;
        if (known == null) {
            known = key.read();
            secret = known;
        }
        return known;
    }

    private static Refusal refusal() {
        return Refusal.badRequest("cursor: must be one that this list has answered, with the same other parameters.");
    }
}
