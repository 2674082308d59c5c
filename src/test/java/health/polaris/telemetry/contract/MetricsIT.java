package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics for Prometheus. */
class MetricsIT extends Contract {
    private final String person = UUID.randomUUID().toString();

    @Test
    void formatIsPrometheusText() {
        String type = Client.anonymous().get("/metrics").header("Content-Type");

        assertThat(type).startsWith("text/plain").contains("version=0.0.4");
    }

    /** Each node reports these metrics. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "build_info",
                "jvm_memory_used_bytes",
                "jvm_gc_collection_seconds_count",
                "jvm_threads_current",
                "process_open_fds",
                "process_cpu_seconds_total",
                "http_requests_in_progress",
                "database_connections_limit",
                "database_connections_in_use",
                "database_calls_waiting",
                "database_calls_refused_total"
            })
    void nodeReportsMetric(String name) {
        assertThat(figures()).containsPattern("(?m)^" + name + "[ {]");
    }

    /**
     * Requests are counted by route template, method and status, with a histogram of duration. Labels have no ids and
     * no invented methods.
     */
    @Test
    void requestsAreCounted() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String count = "http_request_duration_seconds_count{method=\"POST\","
                + "route=\"/dhos/v1/patient/{owner_id}/installation\",status=\"200\"}";
        double before = value(count);
        Client.patient(person).post(kind.path(person), kind.body());
        Client.anonymous().send("BREW", "/running", "");

        Await.until(() -> value(count) >= before + 1);
        assertThat(figures())
                .contains("http_request_duration_seconds_bucket{method=\"POST\",route=\"/dhos/v1/patient/{owner_id}/")
                .doesNotContain(person, "BREW");
    }

    /** Created and changed records are counted by kind. */
    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void recordsAreCounted(RecordKind kind) {
        String entity =
                switch (kind) {
                    case PATIENT_INSTALLATION -> "PatientInstallation";
                    case CLINICIAN_INSTALLATION -> "ClinicianInstallation";
                    case BLOOD_GLUCOSE_METER -> "BloodGlucoseMeter";
                };
        String created = "records_written_total{kind=\"" + entity + "\",operation=\"created\"}";
        String changed = "records_written_total{kind=\"" + entity + "\",operation=\"changed\"}";
        double createdBefore = value(created);
        double changedBefore = value(changed);
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));

        String id = owner.post(kind.path(person), kind.body()).uuid();
        owner.patch(kind.path(person) + "/" + id, Body.empty().with("app_version", "2"));

        assertThat(value(created)).isEqualTo(createdBefore + 1);
        assertThat(value(changed)).isEqualTo(changedBefore + 1);
    }

    /** Rejected tokens are counted by reason. */
    @Test
    void rejectionsAreCounted() {
        int before = TokenRejections.of("no_token");

        Client.anonymous().get(RecordKind.PATIENT_INSTALLATION.path(person) + "/1");

        assertThat(TokenRejections.of("no_token")).isEqualTo(before + 1);
    }

    private static String figures() {
        return MetricsText.of(Client.anonymous()).text();
    }

    /** The value of a series; zero if absent. */
    private static double value(String series) {
        return MetricsText.of(Client.anonymous()).find(series).orElse(0.0);
    }
}
