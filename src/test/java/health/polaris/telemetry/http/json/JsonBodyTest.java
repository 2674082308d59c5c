package health.polaris.telemetry.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Bodies must be JSON in UTF-8 (RFC 8259 section 8.1). */
class JsonBodyTest {
    /** Malformed UTF-8, which can hide characters from byte-based filters, is rejected. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "c181, an A in two bytes",
        "e08081, an A in three bytes",
        "c080, a NUL in two bytes",
        "eda080, a surrogate",
        "edaebdedb880, two surrogates",
        "f4908080, beyond Unicode",
        "80, the rest of a character",
        "c3, the start of one"
    })
    void malformedUtf8IsRejected(String bytes, String description) {
        assertThatExceptionOfType(ProblemException.class)
                .as(description)
                .isThrownBy(() -> read(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void anyCharacterIsRead() throws IOException {
        String text = "\u00E9 \u6F22 \uD83D\uDE00 \u2028";

        assertThat(read(text.getBytes(UTF_8)).asString()).isEqualTo(text);
    }

    @Test
    void byteOrderMarkIsIgnored() throws IOException {
        var body = new ByteArrayInputStream("\uFEFF{\"a\":1}".getBytes(UTF_8));

        JsonNode read =
                JsonBody.from(body, MediaType.APPLICATION_JSON_TYPE, 100).read(Json.MAPPER, JsonNode.class);

        assertThat(read.get("a").asInt()).isEqualTo(1);
    }

    private static JsonNode read(byte[] text) throws IOException {
        byte[] quote = {'"'};
        var body = new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(quote), new ByteArrayInputStream(text)),
                new ByteArrayInputStream(quote));
        return JsonBody.from(body, MediaType.APPLICATION_JSON_TYPE, 100).read(Json.MAPPER, JsonNode.class);
    }
}
