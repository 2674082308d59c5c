package health.polaris.telemetry.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import health.polaris.telemetry.contract.InsideTheServer;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The server has migrated the database of its data source before it ran anything else of the application. */
@ArquillianTest
public class MigrationIT {
    @Inject
    Migration migration;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @Deployment
    static WebArchive withTests() {
        return InsideTheServer.withTests();
    }

    @Test
    void tablesAreThere() throws SQLException {
        Set<String> tables = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        assertTrue(
                tables.containsAll(
                        Set.of("mobile", "desktop", "blood_glucose_meter", "idempotency_key", "adoption_day")),
                tables::toString);
    }

    /** The version it has reached is the one it can work with, as is a later one, and no earlier one. */
    @Test
    void schemaIsAtTheVersionOfThisWar() throws SQLException {
        assertEquals("6", migration.version());
        assertTrue(migration.suits("6"));
        assertTrue(migration.suits("7"));
        assertFalse(migration.suits("3"));
    }
}
