package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.RecordView;
import health.polaris.telemetry.record.Search;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Hands on any number of records, however long the one who takes them takes, within an hour. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Exports {
    /** The servers end other transactions much earlier. */
    private static final Duration LONGEST = Duration.ofHours(1);

    @EJB
    FleetRecords records;

    @Resource
    UserTransaction transaction;

    /** Hands on all records of these searches, as they were at one moment, until the one who takes them has enough. */
    public void each(List<Search<?>> searches, Predicate<RecordView<?>> taker) {
        try {
            transaction.setTransactionTimeout((int) LONGEST.toSeconds());
            transaction.begin();
            try {
                records.each(searches, taker);
            } finally {
                transaction.rollback(); // nothing was written
                transaction.setTransactionTimeout(0); // the thread goes back to the server's own
            }
        } catch (NotSupportedException | SystemException failed) {
            throw new IllegalStateException("the transaction of an export failed", failed);
        }
    }
}
