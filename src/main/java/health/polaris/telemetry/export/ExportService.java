package health.polaris.telemetry.export;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.function.Predicate;

/** Reads any number of records within the time-out of an export. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class ExportService {
    /** Extra time for the last query and the last write. */
    private static final Duration TRANSACTION_MARGIN = Duration.ofMinutes(10);

    private static final int RETRY_AFTER_SECONDS = 60;

    @Inject
    Settings settings;

    @Resource
    UserTransaction transaction;

    /**
     * Passes all records to the consumer until it returns false, as one snapshot.
     *
     * @throws ProblemException with 503 after the time-out
     */
    public void forEach(ExportSource source, Predicate<Object> consumer) {
        Duration timeout = settings.fleet().exportTimeout();
        long end = System.nanoTime() + timeout.toNanos();
        try {
            // the default time-outs of the servers are much shorter
            transaction.setTransactionTimeout(
                    (int) timeout.plus(TRANSACTION_MARGIN).toSeconds());
            transaction.begin();
            try {
                source.forEach(record -> {
                    checkTime(end);
                    return consumer.test(record);
                });
            } finally {
                transaction.rollback(); // nothing was written
                transaction.setTransactionTimeout(0); // restores the default for the thread
            }
        } catch (NotSupportedException | SystemException failed) {
            throw new IllegalStateException("the transaction of an export failed", failed);
        }
    }

    private static void checkTime(long end) {
        if (System.nanoTime() - end >= 0) {
            throw ProblemException.unavailable(
                    "The export took too long. Narrow the search, or read the response faster.", RETRY_AFTER_SECONDS);
        }
    }
}
