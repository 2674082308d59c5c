package health.polaris.telemetry.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final String QUERY = "/installation?{app_product=GDM}";

    /** Decoding returns the encoded position. */
    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00", "2026-11-29T12:34:56.123456", "9999-12-31T23:59:59.999999"})
    void positionIsDecoded(String time) {
        Position position = new Position(LocalDateTime.parse(time), "0192f0c1-uuid");

        assertThat(Cursor.decode(Cursor.encode(position, QUERY), QUERY)).isEqualTo(position);
    }

    /** A cursor of another query is rejected. */
    @Test
    void cursorOfAnotherQueryIsRejected() {
        String cursor = Cursor.encode(new Position(LocalDateTime.of(2026, 1, 1, 0, 0), "u"), QUERY);

        assertThatThrownBy(() -> Cursor.decode(cursor, "/installation?{}")).isInstanceOf(ProblemException.class);
    }

    /** Any bytes after the fingerprint decode to a valid position or are rejected. */
    @Test
    void anyBytesAreAPositionOrRejected() {
        byte[] valid = Base64.getUrlDecoder()
                .decode(Cursor.encode(new Position(LocalDateTime.of(2026, 1, 1, 0, 0), "u"), QUERY));
        Random random = new Random(42);
        for (int run = 0; run < 10_000; run++) {
            byte[] bytes = new byte[8 + random.nextInt(40)];
            random.nextBytes(bytes);
            ByteBuffer.wrap(bytes).put(valid, 0, 8);
            String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            try {
                Position position = Cursor.decode(cursor, QUERY);
                assertThat(position.time().getYear()).as(cursor).isBetween(1, 9999);
                assertThat(position.uuid()).as(cursor).doesNotContain("\0");
            } catch (ProblemException rejected) {
                assertThat(rejected.status()).as(cursor).isEqualTo(400);
            }
        }
    }

    /** An overflowing time is rejected. */
    @Test
    void overflowIsRejected() {
        byte[] bytes = Base64.getUrlDecoder()
                .decode(Cursor.encode(new Position(LocalDateTime.of(2026, 1, 1, 0, 0), "u"), QUERY));
        ByteBuffer.wrap(bytes).position(8).putLong(Long.MAX_VALUE).putInt(Integer.MAX_VALUE);
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThatThrownBy(() -> Cursor.decode(cursor, QUERY)).isInstanceOf(ProblemException.class);
    }
}
