package health.polaris.telemetry.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import health.polaris.telemetry.contract.InContainerWar;
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

/** The server has migrated its database before anything else of the application runs. */
@ArquillianTest
public class MigrationIT {
    @Inject
    Migration migration;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @Deployment
    static WebArchive withTests() {
        return InContainerWar.withTests();
    }

    @Test
    void tablesExist() throws SQLException {
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

    /** The application can work with its own schema version and later ones, but not with earlier ones. */
    @Test
    void schemaIsAtTheVersionOfThisWar() throws SQLException {
        assertEquals("15", migration.version());
        assertTrue(migration.isCompatible("16"));
        assertTrue(migration.isCompatible("15"));
        assertFalse(migration.isCompatible("3"));
    }
}
