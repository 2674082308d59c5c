package health.polaris.telemetry.demo;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.UUID;
import org.postgresql.copy.CopyManager;

/** Rows for one table in the text format of COPY, not yet written. */
final class DemoTable {
    private static final String NULL = "\\N";

    private final String copy;
    private final StringBuilder rows = new StringBuilder();

    private DemoTable(String name, String owner, String others) {
        this.copy = "copy " + name + " (uuid, created, created_by_, modified, modified_by_, " + owner + ", " + others
                + ") from stdin";
    }

    static DemoTable mobile() {
        return new DemoTable(
                "mobile",
                "patient_id",
                "unique_device_code, date_first_launched_, date_first_launched_time_zone_, app_product, app_version,"
                        + " phone_os, phone_os_version, manufacturer, model, display_name");
    }

    static DemoTable desktop() {
        return new DemoTable(
                "desktop",
                "clinician_id",
                "unique_device_code, date_first_used_, date_first_used_time_zone_, app_product, app_version, desktop_os,"
                        + " desktop_os_version, ip_address");
    }

    static DemoTable bloodGlucoseMeter() {
        return new DemoTable(
                "blood_glucose_meter",
                "patient_id",
                "mobile_id, serial_number, date_verified, is_bg_value_correct, app_product, app_version,"
                        + " blood_glucose_value");
    }

    /**
     * Adds a record that has not been changed since its creation. The other values follow the order of the columns,
     * with null for missing ones. Values are not escaped, so they must not contain tabs, line feeds or backslashes.
     */
    void add(UUID id, LocalDateTime created, String owner, Object... others) {
        rows.append(id);
        append(created);
        append(owner);
        append(created);
        append(owner);
        append(owner);
        for (Object value : others) {
            append(value);
        }
        rows.append('\n');
    }

    private void append(Object value) {
        rows.append('\t').append(value == null ? NULL : value);
    }

    /** Writes and removes the rows; returns their number. */
    long flush(CopyManager database) throws SQLException {
        try {
            long written = database.copyIn(copy, new StringReader(text()));
            rows.setLength(0);
            return written;
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** The rows not yet written: one per line, values separated by tabs. */
    String text() {
        return rows.toString();
    }
}
