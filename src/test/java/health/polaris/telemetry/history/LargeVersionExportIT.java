package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports of more versions than one batch holds. */
@Tag("database")
class LargeVersionExportIT extends Contract {
    private static final int RECORDS = 10_000;
    private static final int REMOVED = 2_500;
    private static final int CHANGES = 6;

    private final TestFleet fleet = TestFleet.empty();
    private final JsonMapper mapper = new JsonMapper();

    @AfterEach
    void dropAll() {
        Client.bearing(Tokens.system()).call("POST", "/drop_data");
    }

    /** An export of 72,500 rows has each version of each record once, without gap or overlap. */
    @Test
    void allVersionsAreExported() throws SQLException {
        store(RECORDS);
        for (int change = 1; change <= CHANGES; change++) {
            Database.execute(
                    "update mobile set app_version = '" + change + "' where app_product = '" + fleet.product() + "'");
        }
        Database.execute("delete from mobile where app_product = '" + fleet.product()
                + "' and cast(substr(patient_id, 2) as integer) <= " + REMOVED);

        Answer export = export();

        List<String> lines = export.text().lines().toList();
        assertThat(lines).hasSize(RECORDS * (1 + CHANGES) + REMOVED);
        Map<String, List<JsonNode>> byRecord = lines.stream()
                .map(mapper::readTree)
                .collect(Collectors.groupingBy(
                        version -> version.get("uuid").asString(), LinkedHashMap::new, Collectors.toList()));
        assertThat(byRecord).hasSize(RECORDS);
        byRecord.values().forEach(PersonHistory::assertContiguous);
        assertThat(List.copyOf(byRecord.values()).subList(0, RECORDS - REMOVED))
                .allMatch(versions -> versions.size() == 1 + CHANGES);
        assertThat(List.copyOf(byRecord.values()).subList(RECORDS - REMOVED, RECORDS))
                .allMatch(
                        versions -> versions.get(0).get("operation").asString().equals("delete"));
    }

    /** A record with more versions than one batch holds is complete, whatever their size. */
    @Test
    void recordWithManyVersionsIsComplete() throws SQLException {
        store(3);
        Database.execute("do $$ begin for n in 1..2500 loop update mobile set app_version = n::text,"
                + " model = repeat('m', case when n > 2400 then 5000 else 5 end) where patient_id = 'p2'"
                + " and app_product = '" + fleet.product() + "'; end loop; end $$");

        List<JsonNode> versions = export().text().lines().map(mapper::readTree).toList();

        assertThat(versions).hasSize(2_503);
        List<JsonNode> ofOne = versions.subList(1, 2_502);
        assertThat(ofOne)
                .allMatch(version -> version.get("patient_id").asString().equals("p2"));
        PersonHistory.assertContiguous(ofOne);
        assertThat(ofOne)
                .extracting(version -> version.get("app_version").asString())
                .doesNotHaveDuplicates();
    }

    private void store(int number) throws SQLException {
        Database.execute(
                "insert into mobile select gen_random_uuid(), now() - n * interval '1 second', 'me', now(), 'me', 'p' || n,"
                        + " 'device ' || n, '2020-01-01', 0, '" + fleet.product()
                        + "', '0', 'os', '1', 'maker', 'model', 'name' from generate_series(1, " + number + ") n");
    }

    private Answer export() {
        Answer export =
                fleet.ask(TestFleet.support("application/x-ndjson"), "/dhos/v1/installation", "history", "true");
        assertThat(export.status()).isEqualTo(200);
        return export;
    }
}
