package health.polaris.telemetry.fuzz;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sends random valid, unusual and invalid requests, generated from the OpenAPI document. Responses must match the
 * document, values must be returned as sent, and rejected requests must change nothing. {@code fuzz.seed} repeats a
 * run, {@code fuzz.requests} sets the number of requests.
 */
@Tag("fuzz")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ApiFuzz extends Contract {
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);
    private static final int CLIENTS = 8;

    private final URI service = Client.anonymous().base();
    private final ApiDocument document =
            new ApiDocument(Client.anonymous().get("/openapi.json").json());
    private final Findings findings = new Findings();
    private final List<FuzzClient> clients = Stream.generate(() -> new FuzzClient(document, findings, service))
            .limit(CLIENTS)
            .toList();

    @Test
    void serviceConformsToItsDocument() throws Exception {
        System.out.printf("FUZZ -Dfuzz.seed=%d -Dfuzz.requests=%d%n", SEED, REQUESTS);
        int before = RowCounter.count();
        Instant start = Instant.now();

        runConcurrently(IntStream.range(0, CLIENTS)
                .mapToObj(client -> task(() -> clients.get(client).run(SEED, client, CLIENTS, REQUESTS)))
                .toList());
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        int created = clients.stream().mapToInt(FuzzClient::created).sum();
        System.out.printf("FUZZ %d requests in %d s, %d records created, %s%n", REQUESTS, seconds, created, findings);
        runConcurrently(
                clients.stream().map(client -> task(client::verifyRecords)).toList());

        int rows = RowCounter.count() - before;
        for (Operation operation : document.operations()) {
            if (operation.isForAll()) {
                clients.get(0).call(operation);
            }
        }

        findings.all().forEach(finding -> System.out.println("FUZZ " + finding + "\n"));
        int remaining = RowCounter.count();
        assertSoftly(softly -> {
            softly.assertThat(findings.all())
                    .as("seed %d, findings with their first request", SEED)
                    .isEmpty();
            softly.assertThat(rows)
                    .as("rows, none of them from rejected requests")
                    .isEqualTo(created);
            softly.assertThat(remaining).as("rows after dropping all data").isZero();
        });
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Callable<Void> task(Task task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private static void runConcurrently(List<Callable<Void>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Void>> results = new ArrayList<>(executor.invokeAll(tasks));
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
