package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.contract.Await;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The request time-outs of a connection are removed for a migration, and restored before it returns to the pool. */
@Tag("database")
class MigrationLimitsIT {
    private static final int SECONDS = 2;
    private static final String LOCK_TIMEOUT = "1500ms";

    /** The lent connections, which stay open as in a pool. */
    private final List<Connection> lent = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws SQLException {
        for (Connection connection : lent) {
            connection.close();
        }
    }

    /** A successful migration restores the time-outs. */
    @Test
    void limitsAreRestoredAfterAMigration() throws Exception {
        TestSchema schema = new TestSchema();

        new SchemaMigration(pool(schema)).run();

        assertLimits();
    }

    /** A failed migration restores them too, in a transaction (existing table) and outside (failing index). */
    @ParameterizedTest
    @ValueSource(strings = {"idempotency_key", "mobile_latest"})
    void limitsAreRestoredAfterAFailedMigration(String existingTable) throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.execute("create table " + existingTable + " ()");

        assertThatThrownBy(() -> new SchemaMigration(pool(schema)).run()).hasMessageContaining(existingTable);

        assertLimits();
    }

    /** A migration may take longer than a request, for example while an index waits for writers. */
    @Test
    void migrationMayTakeLonger() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        try (Connection writer = schema.database().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update mobile set app_version = '2'");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> migrate(schema));

            Await.until(() -> migration.isDone() || hasWaited(schema));

            assertThat(migration).isNotDone();
            writer.rollback();

            migration.get(60, TimeUnit.SECONDS);
        }
        assertLimits();
    }

    /** Whether the same index build has waited longer than both time-outs. */
    private static boolean hasWaited(TestSchema schema) {
        try {
            return !schema.ask("select pid from pg_stat_activity where state = 'active'"
                            + " and query like 'create index concurrently mobile_latest%'"
                            + " and clock_timestamp() - query_start > interval '" + 2 * SECONDS + " s'")
                    .isEmpty();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void migrate(TestSchema schema) {
        try {
            new SchemaMigration(pool(schema)).run();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void assertLimits() throws SQLException {
        assertThat(lent).hasSizeGreaterThan(1);
        for (Connection connection : lent) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(SECONDS * 1_000);
            try (Statement statement = connection.createStatement();
                    ResultSet limit = statement.executeQuery("show lock_timeout")) {
                limit.next();
                assertThat(limit.getString(1)).isEqualTo(LOCK_TIMEOUT);
            }
        }
    }

    /** Connections with time-outs, which ignore close. */
    private DataSource pool(TestSchema schema) {
        PGSimpleDataSource source = (PGSimpleDataSource) schema.database();
        source.setSocketTimeout(SECONDS);
        source.setOptions("--lock_timeout=" + LOCK_TIMEOUT);
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = called(source, method, arguments);
            return result instanceof Connection connection ? withoutClose(connection) : result;
        });
    }

    private Connection withoutClose(Connection connection) {
        lent.add(connection);
        return proxy(
                Connection.class,
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : called(connection, method, arguments));
    }

    private static Object called(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
