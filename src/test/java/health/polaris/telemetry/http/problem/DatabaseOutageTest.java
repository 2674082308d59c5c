package health.polaris.telemetry.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distinguishes transient database failures, which clients may retry. */
class DatabaseOutageTest {
    /**
     * SQLStates of the classes 08, 25, 40, 53, 55 and 57 are transient. So are exceptions of a connection pool, which
     * have no SQLState.
     */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "08000", "08001", "08006", "08P01", "25000", "25006", "40001", "40P01", "53000", "53100", "53300",
                "55000", "55P03", "57000", "57014", "57P01", "57P03"
            })
    void transientStateIsAnOutage(String state) {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("", state))).isTrue();
    }

    /** All other states are errors of the service, including malformed ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "5", "8", " ", "00000", "02000", "0A000", "22001", "23505", "28P01", "42703", "42P01", "54000",
                "58030", "80008", "P0001", "XX000"
            })
    void otherStateIsNoOutage(String state) {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("", state))).isFalse();
    }

    /** The failure is found below the wrapper exceptions of containers. */
    @Test
    void wrappedOutageIsFound() {
        Exception wrapped = new EJBException(new PersistenceException(new SQLException("", "53100")));

        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException(wrapped))).isTrue();
    }

    /** A lost connection during commit is reported by the transaction manager only. */
    @Test
    void lostCommitIsAnOutage() {
        assertThat(DatabaseOutage.isCauseOf(new EJBException(new SystemException("lost"))))
                .isTrue();
    }

    /** Failures unrelated to the database are not outages. */
    @Test
    void otherFailureIsNoOutage() {
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException(new NullPointerException())))
                .isFalse();
    }
}
