package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content negotiation by the Accept header. */
class AcceptNormalizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv                                      | text/csv",
                "text/csv;header=present;q=0.9, */*;q=0.8      | text/csv",
                "application/json, text/csv;q=0.5              | application/json",
                "application/json;q=0.5, text/csv              | text/csv",
                "application/x-ndjson, text/csv                | application/x-ndjson",
                "text/html                                     | application/json",
                "text/csv;q=0                                  | application/json",
                "text/csv2                                     | application/json",
                "x-text/csv                                    | application/json",
                ";;;,                                          | application/json",
                "text/html, */*                                | application/json"
            })
    void bestFormatIsChosen(String accepted, String chosen) {
        assertThat(AcceptNormalizer.preferred(accepted)).isEqualTo(chosen);
    }
}
