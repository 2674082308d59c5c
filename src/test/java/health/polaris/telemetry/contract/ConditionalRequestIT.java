package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests for single records. */
class ConditionalRequestIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);
    private final String latest = "/dhos/v1/patient/" + person + "/latest_installation";

    /** Responses have an ETag; a conditional read gets 304 without a body until the record changes. */
    @Test
    void unchangedRecordIsNotModified() {
        String record = path + "/" + owner.post(path, KIND.body()).uuid();
        String tag = owner.get(record).header("ETag");

        Answer unchanged = owner.with("If-None-Match", tag).get(record);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.text()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
        assertThat(owner.with("If-None-Match", "\"other\", " + tag).get(record).status())
                .isEqualTo(304);

        owner.patch(record, Body.empty().with("model", "other"));
        Answer changed = owner.with("If-None-Match", tag).get(record);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    /** A malformed tag does not match. */
    @ParameterizedTest
    @CsvSource({"If-None-Match, nonsense", "If-None-Match, ','", "If-None-Match, W/x"})
    void malformedTagDoesNotMatch(String header, String value) {
        assertThat(owner.with(header, value).get(latest).status()).isEqualTo(200);
    }

    /** A read that expects another state gets 412, on each path with a tag. */
    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "nonsense", ",", "\"x\", W/\"y\""})
    void readOfAnotherStateIsRejected(String tag) {
        String record = path + "/" + owner.post(path, KIND.body()).uuid();
        for (String read : List.of(record, path, latest)) {
            Answer answer = owner.with("If-Match", tag).get(read);

            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.detail()).contains("If-Match");
            assertThat(owner.with("If-Match", tag).call("HEAD", read).status()).isEqualTo(412);
            String current = owner.get(read).header("ETag");
            assertThat(owner.with("If-Match", tag + ", " + current).get(read).status())
                    .isEqualTo(200);
            assertThat(owner.with("If-Match", "*").get(read).status()).isEqualTo(200);
            assertThat(owner.with("If-Match", current)
                            .with("If-None-Match", current)
                            .get(read)
                            .status())
                    .isEqualTo(304);
        }
        assertThat(owner.with("If-Match", tag)
                        .get(path + "/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
    }

    /** A weak tag, as produced by compressing proxies, matches. */
    @Test
    void weakTagMatches() {
        assertThat(owner.with("If-None-Match", "W/" + owner.get(latest).header("ETag"))
                        .get(latest)
                        .status())
                .isEqualTo(304);
    }

    /** A write never gets 304. */
    @Test
    void writeIgnoresConditions() {
        Answer created = owner.with("If-None-Match", "*").post(path, KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("ETag")).isNotEmpty();
    }
}
