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
 * Compares a ledger with the rows of the database and the responses of the service after a fault: every acknowledged
 * write must be stored as acknowledged, and only once.
 */
final class ConsistencyCheck {
    private static final Map<RecordKind, String> ROWS = Map.of(
            RecordKind.PATIENT_INSTALLATION, "select patient_id, uuid, app_version from mobile",
            RecordKind.CLINICIAN_INSTALLATION, "select clinician_id, uuid, app_version from desktop",
            RecordKind.BLOOD_GLUCOSE_METER, "select patient_id, uuid, app_version from blood_glucose_meter");

    private final URI node;
    private final Map<String, List<Row>> rows = new HashMap<>();

    private ConsistencyCheck(URI node) {
        this.node = node;
    }

    /**
     * Prints the numbers of acknowledged, found, lost, rejected and unknown writes. Fails if any is lost, wrong or
     * duplicated.
     */
    static void of(String fault, Ledger ledger, DataSource database, URI node) throws SQLException {
        ConsistencyCheck check = new ConsistencyCheck(node);
        check.read(database);
        List<Write> acknowledged =
                ledger.writes().stream().filter(Write::isAcknowledged).toList();
        List<Write> lost =
                acknowledged.stream().filter(write -> !check.isStored(write)).toList();
        List<Write> unacknowledged = ledger.writes().stream()
                .filter(write -> !write.isAcknowledged())
                .toList();
        System.out.printf(
                "FAULT %s: %d requests acknowledged; of %d acknowledged records %d found, %d lost;"
                        + " %d requests rejected clearly, %d unknown, %d with an unclear response%n",
                fault,
                ledger.acknowledged(),
                acknowledged.size(),
                acknowledged.size() - lost.size(),
                lost.size(),
                ledger.rejected(),
                ledger.unknown(),
                ledger.unclear().size());
        assertThat(acknowledged).as("acknowledged writes").isNotEmpty();
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(ledger.unclear()).as("unclear responses").isEmpty();
        unacknowledged.stream().filter(Write::mayBeSentAgain).forEach(check::resend);
        check.read(database);
        assertThat(ledger.writes())
                .allSatisfy(write -> assertThat(check.of(write))
                        .as("records of a person with one write")
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

    private boolean isStored(Write write) {
        boolean inDatabase = of(write).stream()
                .anyMatch(row ->
                        row.uuid().equals(write.uuid()) && write.versions().contains(row.version()));
        Answer answer = write.find(node);
        return inDatabase
                && answer.status() == 200
                && write.versions().contains(answer.json().get("app_version").asString());
    }

    /** Repeats a request without a response, and expects one. */
    private void resend(Write write) {
        assertThat(write.create(node).isAcknowledged()).isTrue();
    }

    /** A stored record of a person. */
    private record Row(String uuid, String version) {}
}
