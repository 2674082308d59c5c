package health.polaris.telemetry.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object of a request. The factory methods return complete ones, which tests modify. */
public record Body(Map<String, Object> values) {
    private static final JsonMapper JSON = new JsonMapper();

    public static Body empty() {
        return new Body(Map.of());
    }

    public static Body patientInstallation() {
        return empty().with("unique_device_code", "1234")
                .with("date_first_launched", "2017-04-17T08:29:19.123+01:00")
                .with("app_product", "GDM")
                .with("app_version", "18.1.4")
                .with("phone_os", "android")
                .with("phone_os_version", "8.0")
                .with("manufacturer", "Samsung")
                .with("model", "s70001")
                .with("display_name", "Samsung S7");
    }

    public static Body clinicianInstallation() {
        return empty().with("unique_device_code", "4321")
                .with("date_first_used", "2017-04-17T08:29:19.123-05:30")
                .with("app_product", "GDM")
                .with("app_version", "18.1.4")
                .with("desktop_os", "Windows")
                .with("desktop_os_version", "10")
                .with("ip_address", "195.189.79.280");
    }

    public static Body bloodGlucoseMeter() {
        return empty().with("mobile_id", UUID.randomUUID().toString())
                .with("serial_number", "SN-104-2281")
                .with("app_product", "GDM")
                .with("app_version", "18.1.4")
                .with("date_verified", "2020-02-29T23:59:59.999Z")
                .with("is_bg_value_correct", true)
                .with("blood_glucose_value", 5.4);
    }

    /** Returns a copy with the value; null becomes JSON null. */
    public Body with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Body(more);
    }

    public Body without(String key) {
        Map<String, Object> fewer = new LinkedHashMap<>(values);
        fewer.remove(key);
        return new Body(fewer);
    }

    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    public String json() {
        return JSON.writeValueAsString(values);
    }
}
