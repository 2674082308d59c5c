package health.polaris.telemetry.subject.retention;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A node with retention, which has a database of its own and runs when a test wants. */
final class RetentionNode implements AutoCloseable {
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final String effect;
    private final LocalServer server;

    /**
     * Starts the node.
     *
     * @param settings variables and their values, in the order in which the service writes them
     */
    RetentionNode(String... settings) throws SQLException, IOException, InterruptedException {
        for (String setting : settings) {
            environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        effect = String.join(" ", settings);
        // not the current hour
        environment.put(
                "RETENTION_HOUR",
                Integer.toString((LocalTime.now(ZoneOffset.UTC).getHour() + 12) % 24));
        String name = "retention_" + UUID.randomUUID().toString().replace("-", "");
        DatabaseLogin owner = DatabaseLogin.of(environment);
        try (Connection connection = new DatabaseLogin(owner.host(), owner.port(), "postgres", "postgres", "postgres")
                        .source()
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + owner.user());
        }
        environment.put("DATABASE_NAME", name);
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    /** Lets the node run once more, as if it had missed its hour, and waits for the end. */
    void run() throws SQLException {
        execute("truncate retention_run");
        execute("insert into retention_run (day, started, ended, settings) values (current_date - 2, now(), now(), '"
                + effect + "')");
        Await.until(() -> number("select count(*) from retention_run where ended is not null") == 2);
    }

    Client at(Client client) {
        return client.at(server.uri());
    }

    /** The app of a person. */
    Client own(RecordKind kind, String person) {
        return at(Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN)));
    }

    Client officer() {
        return at(Client.bearing(Tokens.of("clinician_id", "officer-1", "erase:gdm_telemetry")));
    }

    Client support() {
        return at(Client.bearing(Tokens.system()));
    }

    double metric(String series) {
        return MetricsText.of(at(Client.anonymous())).find(series).orElseThrow();
    }

    List<String> output() {
        return server.output();
    }

    /** Makes all data of a person older, without a trace in the history. */
    void age(String person, int days) throws SQLException {
        for (RecordKind kind : RecordKind.values()) {
            execute("""
                    do $$
                    declare last bigint := (select coalesce(max(revision), 0) from %1$s_history);
                    begin
                        update %1$s set created = created - interval '%3$d days', modified = modified - interval '%3$d days'
                        where %2$s = '%4$s';
                        delete from %1$s_history where revision > last;
                        update %1$s_history set created = created - interval '%3$d days',
                            modified = modified - interval '%3$d days', superseded = superseded - interval '%3$d days'
                        where %2$s = '%4$s';
                    end $$""".formatted(kind.table(), kind.claim(), days, person));
        }
        execute("update access_event set time = time - interval '%d days' where person_id = '%s'"
                .formatted(days, person));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query returns. */
    int number(String query, String... parameters) {
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The number of rows of a person in the table of a kind, or its history. */
    int rows(RecordKind kind, String suffix, String person) {
        return number("select count(*) from " + kind.table() + suffix + " where " + kind.claim() + " = ?", person);
    }

    Connection connection() throws SQLException {
        return DatabaseLogin.of(environment).source().getConnection();
    }

    @Override
    public void close() {
        server.close();
    }
}
