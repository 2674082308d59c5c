package health.polaris.telemetry.local;

import java.sql.SQLException;
import org.postgresql.copy.CopyManager;

/**
 * The tables of the service that hold records.
 *
 * @param mobile of installations on phones
 * @param desktop of installations on desktops
 * @param bloodGlucoseMeter of meters
 */
record DemoTables(DemoTable mobile, DemoTable desktop, DemoTable bloodGlucoseMeter) {
    static DemoTables empty() {
        return new DemoTables(DemoTable.mobile(), DemoTable.desktop(), DemoTable.bloodGlucoseMeter());
    }

    /** Brings all rows into the database and forgets them; the answer is how many there were. */
    long flush(CopyManager database) throws SQLException {
        return mobile.flush(database) + desktop.flush(database) + bloodGlucoseMeter.flush(database);
    }
}
