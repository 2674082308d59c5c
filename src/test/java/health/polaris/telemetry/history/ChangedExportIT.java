package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records that change while they are exported with their history. */
class ChangedExportIT extends Contract {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    /** More than a batch, and more than fits into the buffers between the server and a client that does not read. */
    private static final int RECORDS = 20_000;

    private final TestFleet fleet = TestFleet.empty();
    private final PersonHistory person = PersonHistory.ofNewPerson();

    @AfterEach
    void dropAll() {
        Client.bearing(Tokens.system()).call("POST", "/drop_data");
    }

    /**
     * Changes, removals and creations after the start of an export, of records that were not read yet, are not in it. Each record has
     * its versions as of the start, none lost and none doubled.
     */
    @Test
    void exportIsOfItsStart() throws Exception {
        store(RECORDS);
        Database.execute("update mobile set app_version = '2' where app_product = '" + fleet.product() + "'");

        List<String> lines;
        HttpURLConnection export = open();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(export.getInputStream(), StandardCharsets.UTF_8))) {
            String first = reader.readLine();
            String of = " where app_product = '" + fleet.product() + "'";
            Database.execute("delete from mobile" + of + " and cast(substr(patient_id, 2) as integer) % 3 = 0");
            Database.execute("update mobile set app_version = '3'" + of);
            store(10);
            lines = Stream.concat(Stream.of(first), reader.lines()).toList();
        }

        Map<String, List<JsonNode>> byRecord = byRecord(lines);
        assertThat(byRecord).hasSize(RECORDS);
        byRecord.values().forEach(versions -> {
            PersonHistory.assertContiguous(versions);
            assertThat(versions)
                    .extracting(version -> version.get("app_version").asString())
                    .containsExactly("2", "1");
        });
    }

    /** Exports beside apps that change their records have each record with consecutive versions, each of them once. */
    @Test
    void versionsAreNeitherLostNorDoubledBesideWriters() throws Exception {
        List<String> ids = Stream.generate(() -> person.create(PHONE)).limit(40).toList();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger changes = new AtomicInteger();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> writing = Stream.of(ids.subList(0, 20), ids.subList(20, 40))
                    .<Future<?>>map(own -> writers.submit(() -> {
                        for (int change = 1; !done.get(); change++) {
                            String path = person.path(PHONE) + "/" + own.get(change % own.size());
                            String version = Integer.toString(change);
                            person.client(PHONE).patch(path, Body.empty().with("app_version", version));
                            changes.incrementAndGet();
                        }
                    }))
                    .toList();
            for (int export = 0; export < 10; export++) {
                int before = changes.get();
                Answer answer = TestFleet.support("application/x-ndjson")
                        .get(PHONE.search() + "?history=true&patient_id=" + person.id());
                Map<String, List<JsonNode>> byRecord =
                        byRecord(answer.text().lines().toList());

                assertThat(byRecord.keySet()).containsExactlyInAnyOrderElementsOf(Set.copyOf(ids));
                byRecord.forEach(this::assertConsecutive);
                Await.until(() -> changes.get() > before || writing.stream().anyMatch(Future::isDone));
            }
            done.set(true);
            for (Future<?> writer : writing) {
                writer.get();
            }
        } finally {
            done.set(true);
            writers.shutdownNow();
        }
        assertThat(changes.get()).isGreaterThan(10);
    }

    /** The versions of an export are the oldest of those that the record has now. */
    private void assertConsecutive(String id, List<JsonNode> exported) {
        PersonHistory.assertContiguous(exported);
        assertThat(exported.get(exported.size() - 1).get("operation").asString())
                .isEqualTo("create");
        List<String> now = starts(person.pages(PHONE, id, 500));
        assertThat(starts(exported)).isEqualTo(now.subList(now.size() - exported.size(), now.size()));
    }

    private static List<String> starts(List<JsonNode> versions) {
        return versions.stream()
                .map(version -> version.get("valid_from").asString() + " "
                        + version.get("app_version").asString())
                .toList();
    }

    private void store(int number) throws SQLException {
        Database.execute(
                "insert into mobile select gen_random_uuid(), now() - n * interval '1 second', 'me', now(), 'me', 'p' || n,"
                        + " 'device ' || n, '2020-01-01', 0, '" + fleet.product()
                        + "', '1', 'os', '1', 'maker', repeat('model', 20), 'name' from generate_series(1, " + number
                        + ") n");
    }

    private HttpURLConnection open() throws IOException {
        Client support = Client.bearing(Tokens.system()).with("Accept", "application/x-ndjson");
        HttpURLConnection export = (HttpURLConnection) URI.create(support.base()
                        + PHONE.search()
                        + "?kind=patient&history=true&app_product="
                        + TestFleet.encoded(fleet.product()))
                .toURL()
                .openConnection();
        support.headers().forEach(export::setRequestProperty);
        return export;
    }

    private static Map<String, List<JsonNode>> byRecord(List<String> lines) {
        JsonMapper mapper = new JsonMapper();
        return lines.stream()
                .map(mapper::readTree)
                .collect(Collectors.groupingBy(
                        version -> version.get("uuid").asString(), LinkedHashMap::new, Collectors.toList()));
    }
}
