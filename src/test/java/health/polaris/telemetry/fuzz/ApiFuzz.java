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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Good, odd and wrong requests, made by chance from the OpenAPI document: each is answered as the document says, what was
 * sent comes back, and a refused one has changed nothing. {@code fuzz.seed} makes the same ones again, {@code fuzz.requests}
 * more or fewer.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ApiFuzz extends Contract {
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);
    private static final int CLIENTS = 8;

    private final URI service = Client.nobody().base();
    private final ApiDocument document =
            new ApiDocument(Client.nobody().get("/openapi.json").json());
    private final Findings findings = new Findings();
    private final List<Visitor> visitors = Stream.generate(() -> new Visitor(document, findings, service))
            .limit(CLIENTS)
            .toList();

    @Test
    void serviceKeepsToItsDocument() throws Exception {
        System.out.printf("FUZZ -Dfuzz.seed=%d -Dfuzz.requests=%d%n", SEED, REQUESTS);
        int before = Rows.count();
        Instant start = Instant.now();

        together(IntStream.range(0, CLIENTS)
                .mapToObj(client -> task(() -> visitors.get(client).work(SEED, client, CLIENTS, REQUESTS)))
                .toList());
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        int created = visitors.stream().mapToInt(Visitor::created).sum();
        System.out.printf("FUZZ %d requests in %d s, %d records created, %s%n", REQUESTS, seconds, created, findings);
        together(visitors.stream().map(visitor -> task(visitor::readAgain)).toList());

        int rows = Rows.count() - before;
        for (Operation operation : document.operations()) {
            if (operation.isForAll()) {
                visitors.get(0).call(operation);
            }
        }

        findings.all().forEach(finding -> System.out.println("FUZZ " + finding + "\n"));
        int left = Rows.count();
        assertSoftly(softly -> {
            softly.assertThat(findings.all())
                    .as("seed %d, each with its first request", SEED)
                    .isEmpty();
            softly.assertThat(rows)
                    .as("rows, and not those of refused requests")
                    .isEqualTo(created);
            softly.assertThat(left).as("rows when all are dropped").isZero();
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

    private static void together(List<Callable<Void>> tasks) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Void>> ends = new ArrayList<>(clients.invokeAll(tasks));
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
