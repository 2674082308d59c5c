package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choice between two media types by the Accept header. */
class AcceptedTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "absent                                     | application/json",
                "''                                         | application/json",
                "nonsense, a/b/c, ;q=x                      | application/json",
                "*/*                                        | application/json",
                "application/*                              | application/json",
                "application/zip                            | application/zip",
                "Application/ZIP ; x=y ; Q=0.5              | application/zip",
                "application/json;q=0.5, application/zip    | application/zip",
                "application/json;q=0.5,application/zip;q=0.4 | application/json",
                "application/json;q=0, */*                  | application/zip",
                "application/*;q=0.1, application/zip;q=0.2 | application/zip",
                "text/html, */*;q=0.8                       | application/json",
                "text/html                                  | none",
                "*/*;q=0                                    | none"
            })
    void bestTypeIsChosen(String accepted, String best) {
        assertThat(AcceptedTypes.of(accepted)
                        .best("application/json", "application/zip")
                        .orElse("none"))
                .isEqualTo(best);
    }
}
