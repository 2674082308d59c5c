package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.RecordKind;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Holds a ledger against the rows of the database, and against what the service answers, when a fault is over: every write
 * that was acknowledged must be there as it was acknowledged, and none twice.
 */
final class Reckoning {
    private static final Map<RecordKind, String> ROWS = Map.of(
            RecordKind.PATIENT_INSTALLATION, "select patient_id, uuid, app_version from mobile",
            RecordKind.CLINICIAN_INSTALLATION, "select clinician_id, uuid, app_version from desktop",
            RecordKind.BLOOD_GLUCOSE_METER, "select patient_id, uuid, app_version from blood_glucose_meter");

    private final URI node;
    private final Map<String, List<Row>> rows = new HashMap<>();

    private Reckoning(URI node) {
        this.node = node;
    }

    /** Prints what was acknowledged, found, lost, refused and unknown, and fails if anything is lost, wrong or doubled. */
    static void of(String fault, Ledger ledger, DataSource database, URI node) throws SQLException {
        Reckoning reckoning = new Reckoning(node);
        reckoning.read(database);
        List<Write> acknowledged =
                ledger.writes().stream().filter(Write::isAcknowledged).toList();
        List<Write> lost =
                acknowledged.stream().filter(write -> !reckoning.isKept(write)).toList();
        List<Write> unanswered = ledger.writes().stream()
                .filter(write -> !write.isAcknowledged())
                .toList();
        System.out.printf(
                "FAULT %s: %d requests acknowledged; of %d acknowledged records %d found, %d lost;"
                        + " %d requests refused clearly, %d unknown, %d answered unclearly%n",
                fault,
                ledger.acknowledged(),
                acknowledged.size(),
                acknowledged.size() - lost.size(),
                lost.size(),
                ledger.refused(),
                ledger.unknown(),
                ledger.unclear().size());
        assertThat(acknowledged).as("the load worked").isNotEmpty();
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(ledger.unclear()).as("answers that are no clear refusal").isEmpty();
        unanswered.stream().filter(Write::mayBeSentAgain).forEach(reckoning::sendAgain);
        reckoning.read(database);
        assertThat(ledger.writes())
                .allSatisfy(write -> assertThat(reckoning.of(write))
                        .as("records of a person who asked for one")
                        .hasSizeBetween(write.isAcknowledged() ? 1 : 0, 1));
    }

    private void read(DataSource database) throws SQLException {
        rows.clear();
        for (String query : ROWS.values()) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    rows.computeIfAbsent(found.getString(1), person -> new ArrayList<>())
                            .add(new Row(found.getString(2), found.getString(3)));
                }
            }
        }
    }

    private List<Row> of(Write write) {
        return rows.getOrDefault(write.person(), List.of());
    }

    private boolean isKept(Write write) {
        boolean inDatabase = of(write).stream()
                .anyMatch(row ->
                        row.uuid().equals(write.uuid()) && write.versions().contains(row.version()));
        Answer answer = write.find(node);
        return inDatabase
                && answer.status() == 200
                && write.versions().contains(answer.json().get("app_version").asString());
    }

    /** The client of a request without an answer asks again, and gets one now. */
    private void sendAgain(Write write) {
        assertThat(write.create(node).isAcknowledged()).isTrue();
    }

    /** What is kept of a person. */
    private record Row(String uuid, String version) {}
}
