package health.polaris.telemetry.export;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Hands on any number of records, until the time of an export is over. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class ExportService {
    /** What the last query and the last write before the end of the time may take besides. */
    private static final Duration LAST_STEPS = Duration.ofMinutes(10);

    private static final int RETRY_AFTER_SECONDS = 60;

    @EJB
    QueryService records;

    @Inject
    Settings settings;

    @Resource
    UserTransaction transaction;

    /**
     * Hands on all records of these searches, as they were at one moment, until the one who takes them has enough.
     *
     * @throws ProblemException when the time is over
     */
    public void each(List<RecordQuery<?>> searches, Predicate<RecordView<?>> taker) {
        Duration longest = settings.fleet().exportTimeout();
        long end = System.nanoTime() + longest.toNanos();
        try {
            // the servers end other transactions much earlier
            transaction.setTransactionTimeout((int) longest.plus(LAST_STEPS).toSeconds());
            transaction.begin();
            try {
                records.each(searches, record -> isBefore(end) && taker.test(record));
            } finally {
                transaction.rollback(); // nothing was written
                transaction.setTransactionTimeout(0); // the thread goes back to the server's own
            }
        } catch (NotSupportedException | SystemException failed) {
            throw new IllegalStateException("the transaction of an export failed", failed);
        }
    }

    private static boolean isBefore(long end) {
        if (System.nanoTime() - end >= 0) {
            throw ProblemException.unavailable(
                    "The export took too long. Ask for less, or read it faster.", RETRY_AFTER_SECONDS);
        }
        return true;
    }
}
