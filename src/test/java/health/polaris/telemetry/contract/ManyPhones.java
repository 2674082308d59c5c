package health.polaris.telemetry.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Many installations of patients, inserted by SQL.
 *
 * @param count the number of installations
 * @param columns an SQL expression for each column; {@code n} counts from 1
 */
public record ManyPhones(int count, Map<String, String> columns) {
    /** Installations of different patients, otherwise equal. */
    public static ManyPhones of(int count) {
        return new ManyPhones(count, Map.of())
                .with("uuid", "gen_random_uuid()")
                .with("created", "now() at time zone 'UTC'")
                .with("created_by_", "'many'")
                .with("modified", "now() at time zone 'UTC'")
                .with("modified_by_", "'many'")
                .with("patient_id", "gen_random_uuid()")
                .with("unique_device_code", "'1234'")
                .with("date_first_launched_", "timestamp '2018-01-01'")
                .with("date_first_launched_time_zone_", "0")
                .with("app_product", "'GDM'")
                .with("app_version", "'1'")
                .with("phone_os", "'Android'")
                .with("phone_os_version", "'9'")
                .with("manufacturer", "'Samsung'")
                .with("model", "'S9'")
                .with("display_name", "'S9'");
    }

    public ManyPhones with(String column, String expression) {
        Map<String, String> more = new LinkedHashMap<>(columns);
        more.put(column, expression);
        return new ManyPhones(count, more);
    }

    public String insert() {
        return "insert into mobile (%s) select %s from generate_series(1, %d) n"
                .formatted(String.join(", ", columns.keySet()), String.join(", ", columns.values()), count);
    }
}
