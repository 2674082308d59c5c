package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percent-encoding of addresses. */
class UriNormalizerTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "/a-b_c.d/;p=1:@!$&'()*+, /a-b_c.d/;p=1:@!$&'()*+",
                "/a|b, /a%7Cb",
                "/{owner_id}, /%7Bowner_id%7D",
                "/[1], /%5B1%5D",
                "/a%20b%2Fc, /a%20b%2Fc",
                "/100%, /100%25",
                "/%zz%4, /%25zz%254",
                "/\u00e9\u0085, /%C3%A9%C2%85",
                "/\ud83d\udcf1, /%F0%9F%93%B1",
                "/a?b, /a%3Fb"
            })
    void pathIsEncoded(String path, String encoded) {
        assertThat(UriNormalizer.path(path)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @CsvSource({
        "a=b&c=d/?:@, a=b&c=d/?:@",
        "a=|, a=%7C",
        "a[]=<\">, a%5B%5D=%3C%22%3E",
        "%, %25",
        "a=%2B+%2b, a=%2B+%2b"
    })
    void queryIsEncoded(String query, String encoded) {
        assertThat(UriNormalizer.query(query)).isEqualTo(encoded);
    }

    /** Any text becomes a valid address, and encoding it again changes nothing. */
    @RepeatedTest(200)
    void resultIsValidAndStable(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        random.ints(30, 0, 0x180).forEach(point -> text.append(point < 0x100 ? (char) point : '%'));

        String path = UriNormalizer.path(text.toString());
        String query = UriNormalizer.query(text.toString());

        assertThat(URI.create("http://localhost/" + path + "?" + query).getRawQuery())
                .isEqualTo(query);
        assertThat(UriNormalizer.path(path)).isEqualTo(path);
        assertThat(UriNormalizer.query(query)).isEqualTo(query);
    }
}
