package health.polaris.telemetry.installation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import health.polaris.telemetry.contract.InContainerWar;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.idempotency.IdempotencyKey;
import health.polaris.telemetry.idempotency.IdempotencyKeys;
import health.polaris.telemetry.record.IdempotentCreation;
import health.polaris.telemetry.record.RecordService;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The service and its entities within the server, with PostgreSQL and container-managed transactions. */
@ArquillianTest
public class InstallationServiceIT {
    private static final Class<PatientInstallation> KIND = PatientInstallation.class;
    private static final String PHONE = "the phone of somebody";
    private static final String FIRST_LAUNCH = "2019-08-11T11:59:50.123+01:00";

    private final String patient = UUID.randomUUID().toString();

    @Inject
    RecordService records;

    @Inject
    UserTransaction transaction;

    @Inject
    IdempotentCreation creation;

    @Inject
    IdempotencyKeys keys;

    @Resource(lookup = "jdbc/telemetry")
    DataSource database;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ManagedExecutorService others;

    @Deployment
    static WebArchive withTests() {
        return InContainerWar.withTests();
    }

    /** A read returns what the creation returned, with microseconds and the original offset. */
    @Test
    void readReturnsTheCreatedRecord() {
        RecordView<PatientInstallationFields> created = create(FIRST_LAUNCH);
        assertEquals(installation(FIRST_LAUNCH), created.fields());
        assertEquals(Map.of("patient_id", patient), created.others());
        assertEquals(Optional.of(created), find(created.uuid()));
    }

    /** A record of another person is neither found nor changed. */
    @Test
    void recordIsFoundForItsOwnerOnly() {
        String id = create(FIRST_LAUNCH).uuid();
        assertTrue(records.find(KIND, "another", id).isEmpty());
        assertTrue(change("another", id, "2", null).isEmpty());
        assertEquals(installation(FIRST_LAUNCH), find(id).orElseThrow().fields());
    }

    /** A change waits for a concurrent one, and both are kept. */
    @Test
    void concurrentChangesAreSerialized() throws Exception {
        String id = create(FIRST_LAUNCH).uuid();
        transaction.begin();
        change(patient, id, "2", null);
        Future<?> other = others.submit(() -> change(patient, id, null, "later"));
        assertThrows(TimeoutException.class, () -> other.get(1, TimeUnit.SECONDS));
        transaction.commit();
        other.get(10, TimeUnit.SECONDS);
        PatientInstallationFields found = find(id).orElseThrow().fields();
        assertEquals("2", found.appVersion());
        assertEquals("later", found.model());
    }

    /** An update names the owner, so that a database with tables distributed by owner can route it. */
    @Test
    void updateNamesTheOwner() throws Exception {
        String id = create(FIRST_LAUNCH).uuid();
        transaction.begin();
        change(patient, id, "2", null);
        try {
            String update = others.submit(this::statementOfOpenTransaction).get(10, TimeUnit.SECONDS);
            assertTrue(update.contains("patient_id = $"), update);
        } finally {
            transaction.rollback();
        }
    }

    private String statementOfOpenTransaction() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet open =
                        statement.executeQuery("select query from pg_stat_activity where datname = current_database()"
                                + " and state = 'idle in transaction' and query like 'UPDATE mobile %'")) {
            open.next();
            return open.getString(1);
        }
    }

    /** A statement rejected by PostgreSQL fails immediately and rolls back its transaction. */
    @Test
    void failedFlushRollsTheTransactionBack() throws Exception {
        transaction.begin();
        String id = create(FIRST_LAUNCH).uuid();
        PatientInstallation invalid = new PatientInstallation(null, installation(FIRST_LAUNCH));
        EJBException rejected = assertThrows(EJBException.class, () -> records.create(invalid));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, transaction.getStatus());
        transaction.rollback();
        assertTrue(find(id).isEmpty());
        for (Throwable cause = rejected; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains(PHONE), "personal data in a message");
        }
    }

    /** Idempotency keys are removed after a day. */
    @Test
    void keysAreRemovedAfterADay() throws Exception {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        String id = creation.create(() -> new PatientInstallation(patient, installation(FIRST_LAUNCH)), key)
                .uuid();
        keys.removeExpired();
        assertEquals(1, storedKeys(id));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update idempotency_key set created = created - interval '25 hours'");
        }
        keys.removeExpired();
        assertEquals(0, storedKeys(id));
    }

    private int storedKeys(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from idempotency_key where record_uuid = '" + id + "'")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** The latest installation has the latest first launch, regardless of creation. */
    @Test
    void latestHasTheLatestFirstLaunch() {
        assertTrue(records.latest(KIND, patient).isEmpty());
        var later = create("2020-01-01T00:30:00-01:00");
        create("2020-01-01T02:00:00+01:00");
        assertEquals(Optional.of(later), records.latest(KIND, patient));
    }

    private RecordView<PatientInstallationFields> create(String firstLaunch) {
        return records.create(new PatientInstallation(patient, installation(firstLaunch)));
    }

    private Optional<RecordView<PatientInstallationFields>> find(String id) {
        return records.find(KIND, patient, id);
    }

    private static PatientInstallationFields installation(String firstLaunch) {
        return new PatientInstallationFields(
                "1234", OffsetDateTime.parse(firstLaunch), "GDM", "1", "android", "8.0", "Samsung", "s7", PHONE);
    }

    private Optional<RecordView<PatientInstallationFields>> change(
            String owner, String id, String appVersion, String model) {
        PatientInstallationFields given =
                new PatientInstallationFields(null, null, null, appVersion, null, null, null, model, null);
        return records.change(KIND, owner, id, given, any -> true);
    }
}
