package health.polaris.telemetry.local;

import static health.polaris.telemetry.demo.DemoExamples.CLINICIAN;
import static health.polaris.telemetry.demo.DemoExamples.PATIENT;

import java.time.Duration;
import java.time.Instant;

/** The message after the start: addresses, and a first request for each kind of user. */
final class StartMessage {
    private static final String OWN = "read:gdm_telemetry write:gdm_telemetry";
    private static final String INSTALLED_BY_PATIENT = json("""
            {"unique_device_code": "a1b2c3d4", "date_first_launched": "2019-08-11T11:59:50.123+01:00",
            "app_product": "GDM", "app_version": "1.2.3", "phone_os": "Android", "phone_os_version": "9",
            "manufacturer": "Samsung", "model": "Galaxy S9", "display_name": "SM-G960F"}
            """);
    private static final String INSTALLED_BY_CLINICIAN = json("""
            {"unique_device_code": "e5f6a7b8", "date_first_used": "2019-08-11T11:59:50.123+01:00",
            "app_product": "SEND", "app_version": "4.5.6", "desktop_os": "Windows", "desktop_os_version": "10",
            "ip_address": "192.0.2.10"}
            """);

    private final String address;
    private final RunSettings settings;
    private final String more;

    StartMessage(String address, RunSettings settings) {
        this(address, settings, "");
    }

    private StartMessage(String address, RunSettings settings, String more) {
        this.address = address;
        this.settings = settings;
        this.more = more;
    }

    /** The message with an additional request for a person of the demo data. */
    StartMessage with(String demoPatient) {
        String request = """
                Then query a person of the demo data:
                curl "$URL/dhos/v1/patient/%s/latest_installation" -H "Authorization: Bearer $SUPPORT_TOKEN"

                """.formatted(demoPatient);
        return new StartMessage(address, settings, request);
    }

    String text() {
        return """

                Polaris Telemetry runs at %1$s
                Swagger UI: %1$s/ui/
                Console, signed in with all rights: %1$s/console/#token=%6$s

                %2$s
                %3$s
                For the examples of docs/api.md, paste into another terminal:
                %4$s

                %5$sCtrl-C stops it.
                """.formatted(
                        address,
                        example("patient", PATIENT, INSTALLED_BY_PATIENT),
                        example("clinician", CLINICIAN, INSTALLED_BY_CLINICIAN),
                        variables(),
                        more,
                        token(
                                "clinician_id",
                                "console",
                                "read:gdm_telemetry_all read:gdm_telemetry_audit erase:gdm_telemetry"));
    }

    private String variables() {
        String variables =
                "export URL=%s PATIENT=%s PATIENT_TOKEN=%s CLINICIAN=%s CLINICIAN_TOKEN=%s SUPPORT_TOKEN=%s AUDITOR_TOKEN=%s"
                        + " OFFICER_TOKEN=%s";
        return variables.formatted(
                address,
                PATIENT,
                token("patient_id", PATIENT, OWN),
                CLINICIAN,
                token("clinician_id", CLINICIAN, OWN),
                token("system_id", "support", "read:gdm_telemetry_all"),
                token("clinician_id", "auditor", "read:gdm_telemetry_audit"),
                token("clinician_id", "officer", "erase:gdm_telemetry"));
    }

    private String example(String kind, String id, String body) {
        String token = token(kind + "_id", id, OWN);
        return """
                Token of the %1$s %2$s, good for 12 hours:
                %3$s
                Its first request, to paste:
                curl -i -X POST %4$s/dhos/v1/%1$s/%2$s/installation -H 'Authorization: Bearer %3$s' \
                -H 'Content-Type: application/json' -d '%5$s'
                """.formatted(kind, id, token, address, body);
    }

    private String token(String claim, String id, String scope) {
        String platform = settings.get("PROXY_URL") + "/";
        return new Jwt()
                .issuer(platform)
                .audience(platform)
                .expiry(Instant.now().plus(Duration.ofHours(12)))
                .scope(scope)
                .metadata(claim, id)
                .key(settings.get("HS_KEY"))
                .signed();
    }

    private static String json(String lines) {
        return lines.strip().replace('\n', ' ');
    }
}
