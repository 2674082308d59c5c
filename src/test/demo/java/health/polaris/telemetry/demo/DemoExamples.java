package health.polaris.telemetry.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The patient and the clinician of the examples in the OpenAPI document, so that the API explorer finds their records. */
public final class DemoExamples {
    public static final String PATIENT = "45c48cce-2e2d-4fbd-aa1a-c51c7c6ad26d";
    public static final String CLINICIAN = "d3d94468-02a4-4259-b55d-38e6d163e820";

    private static final String INSTALLATION = "6512bd43-d9ca-46e0-ac99-0b0a82652dca";
    private static final String METER = "c20ad4d7-6fe9-4759-aa27-a0c99bff6710";

    private static final String COLUMNS = "uuid, created, created_by_, modified, modified_by_";
    private static final String USED = "date_trunc('minute', localtimestamp) - interval '400 days'";

    private DemoExamples() {}

    /** Writes their records. */
    public static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(row(
                    "mobile",
                    "patient_id, unique_device_code, date_first_launched_, date_first_launched_time_zone_, app_product,"
                            + " app_version, phone_os, phone_os_version, manufacturer, model, display_name",
                    INSTALLATION,
                    PATIENT,
                    "'3c59dc04-8e88-4024-8be8-079a5c74d079', " + USED + ", 0, 'GDM', '1.2.0', 'iOS', '17.2.1',"
                            + " 'Apple', 'iPhone 13', 'iPhone'"));
            statement.execute(row(
                    "desktop",
                    "clinician_id, unique_device_code, date_first_used_, date_first_used_time_zone_, app_product,"
                            + " app_version, desktop_os, desktop_os_version, ip_address",
                    INSTALLATION,
                    CLINICIAN,
                    "'8f14e45f-ceea-467f-a83b-1d2c9b7a5e10', " + USED + ", 0, 'SEND', '4.5.0', 'Windows', '11',"
                            + " '192.0.2.10'"));
            statement.execute(row(
                    "blood_glucose_meter",
                    "patient_id, mobile_id, serial_number, app_product, app_version, blood_glucose_value",
                    METER,
                    PATIENT,
                    "'3c59dc04-8e88-4024-8be8-079a5c74d079', 'SN-104-2281', 'GDM', '1.2.0', 5.4"));
        }
    }

    private static String row(String table, String columns, String id, String person, String values) {
        return "insert into %1$s (%2$s, %3$s) values ('%4$s', %5$s, '%6$s', %5$s, '%6$s', '%6$s', %7$s)"
                .formatted(table, COLUMNS, columns, id, USED, person, values);
    }
}
