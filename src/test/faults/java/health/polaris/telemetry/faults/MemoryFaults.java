package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes with a heap of 256 MB that exit when it is exhausted, and a patient who stores and reads the allowed maximum. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MemoryFaults {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final int RECORDS = 300;
    private static final int CLIENTS = 32;
    private static final int MEGABYTE = 1024 * 1024;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.bearing(Tokens.patient(person));
    private final Client support = Client.bearing(Tokens.system());
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    /** Creations of a megabyte are rejected, even many at once, and store nothing. */
    @Test
    void largeCreationsAreRejected() throws Exception {
        try (FaultEnvironment environment = withSmallHeap()) {
            LocalServer node = environment.startNode();
            String large =
                    KIND.body().with("display_name", "x".repeat(MEGABYTE)).json();

            List<Answer> answers = atOnce(RECORDS, () -> owner.at(node.uri()).post(KIND.path(person), large));

            assertThat(answers).extracting(Answer::status).containsOnly(413);
            assertThat(owner.at(node.uri())
                            .get(KIND.path(person) + "?limit=500")
                            .text())
                    .isEqualTo("[]");
            assertHealthy(node);
        }
    }

    /** The largest allowed records can be listed, even by many clients at once. */
    @Test
    void largestRecordsCanBeListed() throws Exception {
        try (FaultEnvironment environment = withSmallHeap()) {
            LocalServer node = environment.startNode();
            Body largest = KIND.body();
            for (String field : List.of("app_version", "model", "manufacturer", "display_name")) {
                largest = largest.with(field, "\uD83D\uDCF1".repeat(1024));
            }
            String body = largest.json();
            atOnce(RECORDS, () -> untilServed(() -> owner.at(node.uri()).post(KIND.path(person), body)));

            List<List<String>> lists = atOnce(CLIENTS, () -> ids(owner.at(node.uri()), KIND.path(person)));

            assertThat(lists).allMatch(ids -> ids.size() == RECORDS);
            assertHealthy(node);
        }
    }

    /**
     * Records of a megabyte, stored before there was a limit, can be listed, searched, exported, read and changed, even
     * by many clients at once. The pages contain all of them.
     */
    @Test
    void storedLargeRecordsAreRead() throws Exception {
        try (FaultEnvironment environment = withSmallHeap()) {
            LocalServer node = environment.startNode();
            store(environment);
            String newest = KIND.path(person) + "/record-" + RECORDS;
            Client patient = owner.at(node.uri());
            Client staff = support.at(node.uri());
            List<Callable<Answer>> requests = List.of(
                    () -> patient.get(KIND.path(person) + "?limit=500"),
                    () -> staff.get(KIND.search() + "?limit=500"),
                    () -> patient.get(KIND.path(person).replaceFirst("installation$", "latest_installation")),
                    () -> patient.get(newest),
                    () -> patient.patch(newest, Body.empty().with("model", "changed")));

            List<Future<Answer>> answers = clients.invokeAll(IntStream.range(0, CLIENTS * 5)
                    .mapToObj(number -> requests.get(number % requests.size()))
                    .<Callable<Answer>>map(request -> () -> untilServed(request))
                    .toList());

            for (Future<Answer> answer : answers) {
                assertThat(answer.get().text()).hasSizeBetween(MEGABYTE, 2 * MEGABYTE);
            }
            assertThat(ids(patient, KIND.path(person))).doesNotHaveDuplicates().hasSize(RECORDS);
            assertThat(ids(staff, KIND.search())).doesNotHaveDuplicates().hasSize(RECORDS);
            assertThat(countExported(staff)).isEqualTo(RECORDS);
            assertHealthy(node);
        }
    }

    private static FaultEnvironment withSmallHeap() throws Exception {
        return new FaultEnvironment().set("JDK_JAVA_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError");
    }

    private void store(FaultEnvironment environment) throws Exception {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate mobile");
            statement.execute(
                    "insert into mobile select 'record-' || n, timestamp '2020-01-01' + n * interval '1 second',"
                            + " 'me', now(), 'me', '" + person
                            + "', 'device', timestamp '2020-01-01' + n * interval '1 second', 0, 'GDM', '1', 'os', '1', 'maker', 'model',"
                            + " repeat('x', " + MEGABYTE + ") from generate_series(1, " + RECORDS + ") n");
        }
    }

    /** The ids on all pages. */
    private static List<String> ids(Client client, String path) {
        List<String> ids = new ArrayList<>();
        String query = "?limit=500";
        while (!query.isEmpty()) {
            String address = path + query;
            Answer page = untilServed(() -> client.get(address));
            page.json()
                    .valueStream()
                    .forEach(record -> ids.add(record.get("uuid").asString()));
            query = page.response()
                    .headers()
                    .firstValue("Link")
                    .map(link -> link.replaceFirst("<(.*)>.*", "$1"))
                    .orElse("");
        }
        return ids;
    }

    private static long countExported(Client client) {
        return untilServed(() -> client.with("Accept", "application/x-ndjson").get(KIND.search()))
                .text()
                .lines()
                .count();
    }

    /** Repeats the request until it is not answered with 503. */
    private static Answer untilServed(Callable<Answer> request) {
        List<Answer> answers = new ArrayList<>();
        Await.until(
                () -> {
                    try {
                        answers.add(request.call());
                    } catch (Exception fault) {
                        throw new AssertionError("a request was not answered", fault);
                    }
                    return answers.get(answers.size() - 1).status() != 503;
                },
                Duration.ofMinutes(3));
        Answer last = answers.get(answers.size() - 1);
        assertThat(last.status()).isEqualTo(200);
        return last;
    }

    private <T> List<T> atOnce(int count, Callable<T> task) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> result : clients.invokeAll(Collections.nCopies(count, task))) {
            results.add(result.get());
        }
        return results;
    }

    private static void assertHealthy(LocalServer node) {
        Client monitor = Client.anonymous().at(node.uri());
        System.out.printf("FAULT memory: %s%n", ResourceUsage.of(MetricsText.of(monitor)));
        assertThat(node.process().isAlive()).isTrue();
        assertThat(node.output()).noneMatch(line -> line.contains("java.lang.OutOfMemoryError"));
        assertThat(monitor.get("/health/ready").status()).isEqualTo(200);
        assertThat(monitor.get("/health/live").status()).isEqualTo(200);
    }
}
