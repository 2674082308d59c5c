package health.polaris.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.analytics.versions.AdoptionObserver;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.demo.DemoData;
import health.polaris.telemetry.demo.DemoExamples;
import health.polaris.telemetry.demo.DemoHistory;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The records for these tests: 2,000 fictitious people. */
final class DemoFleet {
    private static final int SEED = 119;
    private static final int PEOPLE = 2_000;

    private static boolean written;

    private DemoFleet() {}

    /** Replaces the records of the service under test, once. */
    static void write() throws SQLException {
        if (written) {
            return;
        }
        assertThat(Client.bearing(Tokens.system()).call("POST", "/drop_data").status())
                .isEqualTo(200);
        try (Connection database = DatabaseLogin.of(System.getenv()).source().getConnection()) {
            new DemoData(SEED, PEOPLE, LocalDate.now(ZoneOffset.UTC)).write(database, people -> {});
            DemoHistory.write(database);
            DemoExamples.write(database);
        }
        new AdoptionObserver(DatabaseLogin.of(System.getenv()).source()).observeAnew();
        written = true;
    }
}
