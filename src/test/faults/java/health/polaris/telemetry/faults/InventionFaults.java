package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that store a great many products, versions and models. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InventionFaults {
    private static final int ANALYSTS = 8;
    private static final Duration MAX_WAIT = Duration.ofSeconds(28);
    private static final String SMALL_HEAP = "-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError";

    /** A node with a small heap answers or rejects each query about them in bounded time, and still stores records. */
    @Test
    void figuresOfManyNamesAreBounded() throws Exception {
        ExecutorService analysts = Executors.newFixedThreadPool(ANALYSTS);
        try (FaultEnvironment environment = new FaultEnvironment()) {
            environment.startNode().close();
            storeManyNames(environment);
            LocalServer node = environment
                    .set("JAVA_TOOL_OPTIONS", SMALL_HEAP)
                    .set("FLEET_TIMEOUT_SECONDS", "12")
                    .startNode();
            Await.until(() -> ask(node, "adoption?top=1&app_product=none").status() == 200, Duration.ofMinutes(3));
            try (Load load = Load.on(node.uri())) {
                for (String query : queries()) {
                    load.awaitAcknowledged(20);
                    Instant start = Instant.now();

                    List<Answer> answers = answers(analysts, node, query);

                    Duration wait = Duration.between(start, Instant.now());
                    System.out.printf(
                            "FAULT invention: %s: %s, at most %d kB, within %d ms%n",
                            query,
                            answers.stream().map(Answer::status).toList(),
                            answers.stream()
                                            .mapToInt(answer -> answer.text().length())
                                            .max()
                                            .orElseThrow()
                                    / 1000,
                            wait.toMillis());
                    assertThat(answers)
                            .as(query)
                            .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400, 503))
                            .anySatisfy(answer -> assertThat(answer.status()).isLessThan(500));
                    assertThat(wait).as(query).isLessThan(MAX_WAIT);
                }
                load.awaitAcknowledged(100);
            }
            assertThat(node.process().isAlive()).isTrue();
        } finally {
            analysts.shutdownNow();
        }
    }

    private static List<String> queries() {
        return List.of(
                "adoption?period=day&from=2026-01-01",
                "adoption?period=week",
                "adoption?period=month&top=100",
                "adoption?period=day&top=100&app_product=GDM&kind=patient&from=2025-01-01",
                "activity?period=day",
                "activity?period=week",
                "platforms?top=1000",
                "platforms?top=1000&app_product=GDM",
                "meters?period=day&top=1000",
                "meters?period=month&top=1000",
                "outdated?below=3&app_product=GDM",
                "outdated?below=3&app_product=product+1");
    }

    /** Sends the query from all analysts at once, each with a different last day, so that they share no result. */
    private static List<Answer> answers(ExecutorService analysts, LocalServer node, String query) throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<Callable<Answer>> calls = IntStream.range(0, ANALYSTS)
                .mapToObj(analyst -> hasPeriod(query) ? query + "&to=" + today.minusDays(analyst) : query)
                .<Callable<Answer>>map(ofAnalyst -> () -> ask(node, ofAnalyst))
                .toList();
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : analysts.invokeAll(calls)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static boolean hasPeriod(String query) {
        return query.contains("period=");
    }

    private static Answer ask(LocalServer node, String query) {
        return Client.bearing(Tokens.system()).at(node.uri()).get("/dhos/v1/analytics/" + query);
    }

    /** Stores 15,000 products of one patient, 70,000 versions and models of one product, and 70,000 versions of meters, over seven years. */
    private static void storeManyNames(FaultEnvironment environment) throws SQLException {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ManyPhones.of(15_000)
                    .with("patient_id", "'inventor'")
                    .with("app_product", "'product ' || n || repeat('\u0001', 200)")
                    .with("date_first_launched_", "timestamp '2019-01-01' + n * interval '4 hours'")
                    .insert());
            statement.execute(ManyPhones.of(70_000)
                    .with("app_version", "'1.' || n || repeat('.1', 100)")
                    .with("phone_os_version", "n")
                    .with("manufacturer", "'maker ' || n % 2000")
                    .with("model", "n || repeat(' model', 100)")
                    .with("date_first_launched_", "timestamp '2019-01-01' + n * interval '55 minutes'")
                    .insert());
            statement.execute("""
                    insert into blood_glucose_meter
                    select gen_random_uuid(), now(), 'many', now(), 'many', 'phone', repeat('number', 40) || n % 20000,
                        gen_random_uuid(), timestamptz '2024-12-01' + n * interval '10 minutes', true,
                        'product ' || n % 3000, '1.' || n, 5.4
                    from generate_series(1, 70000) n""");
            statement.execute("truncate adoption_day, adoption_observation");
            statement.execute("vacuum analyze");
        }
    }
}
