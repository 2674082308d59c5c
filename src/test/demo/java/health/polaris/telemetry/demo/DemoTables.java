package health.polaris.telemetry.demo;

import java.sql.SQLException;
import org.postgresql.copy.CopyManager;

/**
 * The tables of records.
 *
 * @param mobile installations on phones
 * @param desktop installations on desktops
 * @param bloodGlucoseMeter meters
 */
record DemoTables(DemoTable mobile, DemoTable desktop, DemoTable bloodGlucoseMeter) {
    static DemoTables empty() {
        return new DemoTables(DemoTable.mobile(), DemoTable.desktop(), DemoTable.bloodGlucoseMeter());
    }

    /** Writes and removes all rows; returns their number. */
    long flush(CopyManager database) throws SQLException {
        return mobile.flush(database) + desktop.flush(database) + bloodGlucoseMeter.flush(database);
    }
}
