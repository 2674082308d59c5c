package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard and the alert rules refer to existing metrics only. */
class MonitoringFilesIT extends Contract {
    private static final Pattern SERIES = Pattern.compile("\\b([a-z][a-z_]+)\\{([a-z_]+)(=|!|~)");

    @ParameterizedTest
    @ValueSource(strings = {"deploy/monitoring/dashboard.json", "deploy/monitoring/alerts.yaml"})
    void everyMetricExists(String file) throws IOException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String person = UUID.randomUUID().toString();
        Client owner = Client.patient(person);
        owner.post(kind.path(person), kind.body());
        owner.get("/dhos/v1/patient/" + person + "/everything");
        Client.anonymous().post(kind.path(person), kind.body());
        Client support = Client.bearing(Tokens.system());
        support.get("/dhos/v1/installation?patient_id=" + person);
        support.with("Accept", "text/csv").get("/dhos/v1/installation?patient_id=" + person);
        Client.bearing(Tokens.system()).get(kind.path(person));
        Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"))
                .post(
                        "/dhos/v1/patient/" + person + "/erasure",
                        Body.empty().with("reason", "test").with("mode", "erase"));
        Set<String> queried = SERIES.matcher(Files.readString(Path.of(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(name -> !name.equals("up")) // built into Prometheus
                .collect(Collectors.toSet());
        String figures = Client.anonymous().get("/metrics").text();

        assertThat(queried)
                .hasSizeGreaterThan(4)
                .allSatisfy(name -> assertThat(figures).containsPattern("(?m)^" + name + "[ {]"));
    }
}
