package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures of the database pass, so that the client may try again. */
class DatabaseOutageTest {
    /** A state of the classes 08, 25, 40, 53, 55 and 57 says so, and so does a pool, which sets none. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "08000", "08001", "08006", "08P01", "25000", "25006", "40001", "40P01", "53000", "53100", "53300",
                "55000", "55P03", "57000", "57014", "57P01", "57P03"
            })
    void outageIsOne(String state) {
        assertThat(DatabaseOutage.isWhy(new SQLException("", state))).isTrue();
    }

    /** Every other state is a fault of our own, also one that is no state of five characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "5", "8", " ", "00000", "02000", "0A000", "22001", "23505", "28P01", "42703", "42P01", "54000",
                "58030", "80008", "P0001", "XX000"
            })
    void otherStateIsNone(String state) {
        assertThat(DatabaseOutage.isWhy(new SQLException("", state))).isFalse();
    }

    /** However deep it lies under what containers wrap around it. */
    @Test
    void outageIsFoundBelow() {
        Exception wrapped = new EJBException(new PersistenceException(new SQLException("", "53100")));

        assertThat(DatabaseOutage.isWhy(new IllegalStateException(wrapped))).isTrue();
    }

    /** A commit whose connection was lost is told by the transaction manager alone. */
    @Test
    void lostCommitIsAnOutage() {
        assertThat(DatabaseOutage.isWhy(new EJBException(new SystemException("lost"))))
                .isTrue();
    }

    /** What has nothing to do with the database is none. */
    @Test
    void otherFaultIsNone() {
        assertThat(DatabaseOutage.isWhy(new IllegalStateException(new NullPointerException())))
                .isFalse();
    }
}
