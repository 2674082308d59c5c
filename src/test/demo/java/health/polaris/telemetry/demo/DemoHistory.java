package health.polaris.telemetry.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Earlier versions of some demo records, as if they had been changed by requests: the app of some patients updated itself, and
 * some verifications were first marked wrong. The current content does not change.
 */
public final class DemoHistory {
    /** History is known since the first record. */
    private static final String START =
            "update history_start set since = (select min(created) at time zone 'UTC' from mobile)";

    /** Every eighth installation after a patient's first had the version before for its first twelve days. */
    private static final String UPDATES = """
            with updated as (
                select *, created + interval '12 days' as ended
                from (
                    select *, lag(app_version) over (partition by patient_id order by date_first_launched_) as version_before
                    from mobile
                ) installation
                where version_before <> app_version and get_byte(decode(md5(uuid), 'hex'), 0) < 32
                    and created + interval '12 days' < (select max(created) from mobile)
            ), kept as (
                insert into mobile_history (
                    superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_,
                    patient_id, unique_device_code, date_first_launched_, date_first_launched_time_zone_, app_product,
                    app_version, phone_os, phone_os_version, manufacturer, model, display_name)
                select ended at time zone 'UTC', 'U', patient_id, 'app_version', uuid, created, created_by_, modified,
                    modified_by_, patient_id, unique_device_code, date_first_launched_, date_first_launched_time_zone_,
                    app_product, version_before, phone_os, phone_os_version, manufacturer, model, display_name
                from updated order by ended
            )
            update mobile set modified = ended from updated where mobile.uuid = updated.uuid""";

    /** About one of fifty right verifications was first marked wrong, and corrected after an hour. */
    private static final String CORRECTIONS = """
            with corrected as (
                select *, created + interval '1 hour' as ended
                from blood_glucose_meter
                where is_bg_value_correct and get_byte(decode(md5(uuid), 'hex'), 0) < 5
                    and created + interval '1 hour' < (select max(created) from blood_glucose_meter)
            ), kept as (
                insert into blood_glucose_meter_history (
                    superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_,
                    mobile_id, serial_number, patient_id, date_verified, is_bg_value_correct, app_product, app_version,
                    blood_glucose_value)
                select ended at time zone 'UTC', 'U', patient_id, 'is_bg_value_correct', uuid, created, created_by_, modified,
                    modified_by_, mobile_id, serial_number, patient_id, date_verified, false, app_product, app_version,
                    blood_glucose_value
                from corrected order by ended
            )
            update blood_glucose_meter set modified = ended from corrected where blood_glucose_meter.uuid = corrected.uuid""";

    private DemoHistory() {}

    /** Adds the history of the demo records, in one transaction. */
    public static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(START + ";" + UPDATES + ";" + CORRECTIONS);
        }
    }
}
