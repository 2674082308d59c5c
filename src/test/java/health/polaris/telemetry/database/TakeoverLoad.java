package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Takeover of a million rows during inserts of the original service. Not part of the test suite because of its
 * duration: {@code ./mvnw verify -Dservers=payara -Dit.test=TakeoverLoad}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TakeoverLoad {
    private static final int ROWS = 1_000_000;

    /** No insert is rejected. Prints the longest wait of an insert and the duration of the takeover. */
    @Test
    void noInsertIsRejected() throws Exception {
        TestSchema schema = TestSchema.ofTheOriginal();
        schema.execute("insert into mobile select 'r' || n, now(), 'p', now(), 'p', 'patient-' || n / 10, '1',"
                + " now() - n * interval '1 minute', 0, 'GDM', '1.' || n % 50, 'android', '9', 'Samsung', 's7', 'S7'"
                + " from generate_series(1, " + ROWS + ") n");
        AtomicBoolean migrated = new AtomicBoolean();
        ExecutorService original = Executors.newSingleThreadExecutor();
        try {
            Future<List<Long>> inserts = original.submit(() -> insertUntil(schema, migrated));
            long start = System.nanoTime();
            try {
                schema.migrate();
            } finally {
                migrated.set(true);
            }
            long took = System.nanoTime() - start;

            List<Long> waits = inserts.get();
            Collections.sort(waits);
            System.out.printf(
                    "takeover of %d rows: %.1f s; inserts meanwhile: %d; median %.2f ms, 99%% %.2f ms, longest %.1f ms%n",
                    ROWS,
                    took / 1e9,
                    waits.size(),
                    waits.get(waits.size() / 2) / 1e6,
                    waits.get(waits.size() * 99 / 100) / 1e6,
                    waits.get(waits.size() - 1) / 1e6);
            assertThat(schema.ask("select count(*) from mobile where patient_id = 'busy'"))
                    .containsExactly(Integer.toString(waits.size()));
        } finally {
            original.shutdownNow();
        }
    }

    private static List<Long> insertUntil(TestSchema schema, AtomicBoolean migrated) throws Exception {
        List<Long> waits = new ArrayList<>();
        try (Connection connection = schema.database().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into mobile values"
                                + " (?, now(), 'p', now(), 'p', 'busy', '1', now(), 0, 'GDM', '1', 'android', '9', 'a', 'b', 'c')")) {
            while (!migrated.get()) {
                insert.setString(1, "busy-" + waits.size());
                long start = System.nanoTime();
                insert.executeUpdate();
                waits.add(System.nanoTime() - start);
            }
        }
        return waits;
    }
}
