package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backups with pg_dump, restored into another database. Needs an installed PostgreSQL. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BackupFaults {
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final Path DUMP = Path.of("target/test.dump").toAbsolutePath();
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;
    private static final String PERSON = TestFleet.person();

    private static FaultEnvironment environment;
    private static List<String> questions;
    private static List<String> answers;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void backUp() throws Exception {
        Optional<Path> programs = programs();
        assumeThat(programs).as("an installed PostgreSQL with pg_dump").isPresent();
        environment = FaultEnvironment.withInstalled(programs.get());
        try (LocalServer node = environment.startNode()) {
            String changed = create(node);
            String removed = create(node);
            change(node, changed, "2");
            Instant between = Instant.now();
            change(node, changed, "3");
            try (Connection connection = environment.rows().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from mobile where uuid = '" + removed + "'");
            }
            questions = List.of(
                    PHONE.path(PERSON) + "/" + changed + "/history",
                    PHONE.path(PERSON) + "/" + removed + "/history",
                    PHONE.path(PERSON) + "?as_of=" + between,
                    PHONE.search() + "?history=true");
            answers = answers(node);
            assertThat(answers.get(3).lines()).hasSize(5);
            environment.database().run("pg_dump", name(), "--format=custom", "--file=" + DUMP);
        }
    }

    @AfterAll
    static void close() throws IOException {
        Files.deleteIfExists(DUMP);
        if (environment != null) {
            environment.close();
        }
    }

    /** A restored backup has the history. */
    @Test
    void restoredBackupHasTheHistory() throws Exception {
        restore("restored", List.of());

        assertSameAnswers("restored");
    }

    /** Data that are restored into the restored schema have the history, and the triggers add nothing to it. */
    @Test
    void restoredDataHaveTheHistory() throws Exception {
        restore("restored_data", List.of("--schema-only"), List.of("--data-only"));

        assertSameAnswers("restored_data");
    }

    @SafeVarargs
    private static void restore(String database, List<String>... steps) throws IOException, SQLException {
        environment
                .database()
                .administer(
                        "postgres",
                        "create database " + database + " owner "
                                + environment.variables().get("DATABASE_USER") + " template template0");
        for (List<String> options : steps) {
            environment
                    .database()
                    .run(
                            "pg_restore",
                            database,
                            Stream.concat(options.stream(), Stream.of("--exit-on-error", DUMP.toString()))
                                    .toArray(String[]::new));
        }
    }

    /** A node with the restored database returns what the node with the original returned, and continues the history. */
    private static void assertSameAnswers(String database) throws Exception {
        String original = name();
        try (LocalServer node = environment.set("DATABASE_NAME", database).startNode()) {
            assertThat(answers(node)).isEqualTo(answers);

            change(node, create(node), "2");

            assertThat(answers(node).get(3).lines()).hasSize(7);
        } finally {
            environment.set("DATABASE_NAME", original);
        }
    }

    private static List<String> answers(LocalServer node) {
        Client support = TestFleet.support().at(node.uri());
        Client exports = TestFleet.support("application/x-ndjson").at(node.uri());
        return questions.stream()
                .map(question -> question.endsWith("history=true") ? exports.get(question) : support.get(question))
                .peek(answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200))
                .map(Answer::text)
                .toList();
    }

    private static String create(LocalServer node) {
        return phone(node).post(PHONE.path(PERSON), PHONE.body()).uuid();
    }

    private static void change(LocalServer node, String id, String version) {
        Answer changed =
                phone(node).patch(PHONE.path(PERSON) + "/" + id, Body.empty().with("app_version", version));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    private static Client phone(LocalServer node) {
        return Client.bearing(Tokens.of(PHONE.claim(), PERSON, Tokens.OWN)).at(node.uri());
    }

    private static String name() {
        return environment.variables().get("DATABASE_NAME");
    }

    /** The programs of an installed PostgreSQL, preferably on the path, otherwise the newest on Debian. */
    private static Optional<Path> programs() throws IOException {
        Stream<Path> path =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of);
        List<Path> debian;
        try (Stream<Path> versions = Files.isDirectory(INSTALLATIONS) ? Files.list(INSTALLATIONS) : Stream.empty()) {
            debian = versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        }
        return Stream.concat(path, debian.stream())
                .filter(directory -> Stream.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
                        .allMatch(program -> Files.isExecutable(directory.resolve(program))))
                .findFirst();
    }
}
